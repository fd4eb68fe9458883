"""The probabilities of a distribution, which are torch's softmax."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"


import torch


def softmax(X):
    return torch.distributions.Categorical(logits=X).probs
