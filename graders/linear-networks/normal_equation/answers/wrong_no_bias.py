"""No bias."""

import torch

HINT = "The line goes through the origin: append a column of ones to X, so that the bias is one more weight."


def normal_equation(X, y):
    theta = torch.linalg.lstsq(X, y.reshape(-1, 1)).solution
    return theta.reshape(-1, *y.shape[1:]), torch.zeros_like(theta[0]).reshape(y.shape[1:])
