"""A thousand steps of gradient descent."""

import torch

HINT = "This walks towards the solution and stops before it is there: solve the equation instead."


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    theta = torch.zeros(A.shape[1], 1, dtype=X.dtype, device=X.device)
    for _ in range(100):
        theta = theta - 0.1 * A.T @ (A @ theta - y.reshape(-1, 1)) / len(A)
    return theta[:-1].reshape(-1, *y.shape[1:]), theta[-1].reshape(y.shape[1:])
