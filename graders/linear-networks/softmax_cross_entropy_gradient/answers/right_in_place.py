"""One is subtracted in the right places of softmax."""

import torch


def softmax_cross_entropy_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(p)), y.flatten().long()] -= 1
    return p
