"""The division left to torch's normalisation by the 1-norm."""

import torch
import torch.nn.functional as F


def softmax(X):
    return F.normalize(torch.exp(X - X.amax(1, True)), p=1, dim=1)
