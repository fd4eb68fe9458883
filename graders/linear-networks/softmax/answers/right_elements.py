"""Element by element, as a beginner would write it; slow and right."""

import torch


def softmax(X):
    rows, columns = X.shape
    out = torch.zeros(rows, columns, dtype=X.dtype, device=X.device)
    for i in range(rows):
        largest = max(X[i, j].item() for j in range(columns))
        total = 0
        for j in range(columns):
            total = total + torch.exp(X[i, j] - largest)
        for j in range(columns):
            out[i, j] = torch.exp(X[i, j] - largest) / total
    return out
