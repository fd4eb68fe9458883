"""Each column from the one before."""

import torch


def polynomial_features(x, degree):
    column = torch.ones_like(x.flatten())
    columns = [column]
    for i in range(degree):
        column = column * x.flatten() / (i + 1)
        columns.append(column)
    return torch.stack(columns).T
