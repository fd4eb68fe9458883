"""Features and labels are joined, and get their dtypes back."""

HINT = (
    "Features and labels are put into one tensor of floats. float32 does not hold every whole number above 16,777,216, so large labels come back as others: index both tensors with one order."
)
MUST_FAIL = "test_hidden::test_edges"

import torch


def data_iter(batch_size, features, labels):
    n = len(features)
    X, y = features.reshape(n, -1), labels.reshape(n, -1)
    table = torch.cat([X, y], dim=1)[torch.randperm(n)]
    for rows in table.split(batch_size):
        some, own = rows[:, : X.shape[1]], rows[:, X.shape[1] :]
        yield (
            some.reshape(-1, *features.shape[1:]).to(features.dtype),
            own.reshape(-1, *labels.shape[1:]).to(labels.dtype),
        )
