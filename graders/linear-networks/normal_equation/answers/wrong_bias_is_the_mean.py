"""The mean of the labels as bias."""

import torch

HINT = (
    "The bias is the mean of the labels. That is right only for features whose means are zero: b = mean(y) - "
    "mean(X) w."
)


def normal_equation(X, y):
    b = y.mean(dim=0)
    w = torch.linalg.lstsq(X - X.mean(dim=0), (y - b).reshape(-1, 1)).solution
    return w.reshape(-1, *y.shape[1:]), b
