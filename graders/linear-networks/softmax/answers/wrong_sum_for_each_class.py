"""Right values, but the sum over the classes is computed again for each class."""

import torch

HINT = (
    "The values are right, but the cost grows with the square of the input: the same thing, such as the sum of a row, is "
    "computed again for each element. Compute it once and keep it in a variable."
)


def softmax(X):
    columns = torch.exp(X - X.max(dim=1, keepdim=True).values).unbind(dim=1)
    return torch.stack([column / sum(columns) for column in columns], dim=1)
