"""The inverse of X^T X."""

import torch

HINT = (
    "The formula is right, but X^T X loses twice as many digits as X: where columns are nearly collinear, the "
    "predictions are wrong. Use torch.linalg.lstsq or a QR decomposition on X itself."
)
MUST_FAIL = "test_hidden::test_nearly_collinear"


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    theta = torch.linalg.inv(A.T @ A) @ (A.T @ y.reshape(-1, 1))
    return theta[:-1].reshape(-1, *y.shape[1:]), theta[-1].reshape(y.shape[1:])
