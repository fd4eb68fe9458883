"""The bias is taken from the wrong end."""

import torch

HINT = (
    "The weights are shifted by one, and a weight is taken for the bias: the column of ones is at one end of X, "
    "and the bias is read at the other."
)


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    theta = torch.linalg.lstsq(A, y.reshape(-1, 1)).solution
    return theta[1:].reshape(-1, *y.shape[1:]), theta[0].reshape(y.shape[1:])
