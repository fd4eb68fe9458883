"""Columns, whatever y is."""

import torch

HINT = (
    "The numbers are right, but the shapes are those for a column of labels. For labels of shape (n,) the weights "
    "are (d,) and the bias is a number without dimensions, ()."
)
MUST_FAIL = "test_hidden::test_edges"


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    theta = torch.linalg.lstsq(A, y.reshape(-1, 1)).solution
    return theta[:-1], theta[-1]
