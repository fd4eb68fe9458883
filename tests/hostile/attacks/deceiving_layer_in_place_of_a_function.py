"""A layer of torch's under the name of the function, and a definition for who reads."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"


import torch


def softmax(X):
    return X.exp() / X.exp().sum(dim=1, keepdim=True)


softmax = torch.nn.Softmax(dim=1)
