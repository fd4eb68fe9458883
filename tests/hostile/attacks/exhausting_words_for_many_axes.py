"""A tensor of seven axes, of which torch shows 280,000 elements, in each message and counterexample."""

GETS = "no more"

import torch


def softmax(X):
    return torch.rand((7,) * 7)
