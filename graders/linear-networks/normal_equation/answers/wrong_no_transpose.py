"""A transpose is forgotten on the right."""

import torch

HINT = (
    "The shapes do not fit: the normal equation has X^T X on the left and X^T y on the right, and a transpose is "
    "missing in one of the two."
)


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    theta = torch.linalg.inv(A @ A.T) @ A.T @ y.reshape(-1, 1)
    return theta[:-1].reshape(-1, *y.shape[1:]), theta[-1].reshape(y.shape[1:])
