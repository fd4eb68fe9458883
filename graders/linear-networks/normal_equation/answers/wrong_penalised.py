"""A little is added to the diagonal."""

import torch

HINT = (
    "A small number is added to the diagonal of X^T X (ridge regression), which pulls the weights towards zero. "
    "The smallest sum of squared errors has no such penalty."
)


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    eye = torch.eye(A.shape[1], dtype=X.dtype, device=X.device)
    theta = torch.linalg.solve(A.T @ A + 0.01 * eye, A.T @ y.reshape(-1, 1))
    return theta[:-1].reshape(-1, *y.shape[1:]), theta[-1].reshape(y.shape[1:])
