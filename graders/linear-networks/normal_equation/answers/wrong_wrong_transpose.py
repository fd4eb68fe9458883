"""X X^T in the place of X^T X."""

import torch

HINT = (
    "A transpose is missing: X X^T is (n, n) and has no inverse where there are more examples than features. The "
    "normal equation has X^T X on the left and X^T y on the right."
)


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    theta = A.T @ (torch.linalg.pinv(A @ A.T) @ (A @ (A.T @ y.reshape(-1, 1))))
    return theta[:-1].reshape(-1, *y.shape[1:]), theta[-1].reshape(y.shape[1:])
