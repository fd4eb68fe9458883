"""(b, w)."""

import torch

HINT = "Weights and bias come in the wrong order: the contract wants (w, b)."


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    theta = torch.linalg.lstsq(A, y.reshape(-1, 1)).solution
    return theta[-1].reshape(y.shape[1:]), theta[:-1].reshape(-1, *y.shape[1:])
