"""One number, the largest of the whole batch, is subtracted from all rows."""

import torch

HINT = (
    "This behaves like a shift by one number for the whole batch. A row whose logits lie far below "
    "another row's then consists of zeros, and zero divided by zero is nan. Each row needs a shift of its "
    "own."
)

def softmax(X):
    E = torch.exp(X - X.max().item())
    return E / E.sum(dim=1, keepdim=True)
