"""torch's own in place: the names and the operators are others by an underscore."""

EXERCISE = "tanh"
GETS = "no more"
HONEST = "import torch\n\ndef tanh(X):\n    return torch.sinh(X) / torch.cosh(X)\n"

import torch


def tanh(X):
    return X.clone().sinh_() / X.clone().cosh_()
