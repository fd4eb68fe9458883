"""One pass over the columns that keeps a running maximum and a running sum, as fused kernels do."""

import torch


def softmax(X):
    largest, total = X[:, 0], torch.ones_like(X[:, 0])
    for x in X.unbind(dim=1)[1:]:
        new = torch.maximum(largest, x)
        total = total * torch.exp(largest - new) + torch.exp(x - new)
        largest = new
    return torch.exp(X - largest.unsqueeze(1)) / total.unsqueeze(1)
