"""The pseudo-inverse of X itself."""

import torch


def normal_equation(X, y):
    A = torch.cat((torch.ones(len(X), 1, dtype=X.dtype, device=X.device), X), dim=1)
    theta = torch.linalg.pinv(A, rcond=1e-12 if X.dtype == torch.float64 else 1e-7) @ y
    return theta[1:], theta[0]
