"""Returns as many numbers as a message holds, in every call."""

GETS = "nothing"

import torch

gigantic = torch.zeros(16_000_000)


def softmax(X):
    return gigantic
