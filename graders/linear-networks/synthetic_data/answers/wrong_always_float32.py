"""float32 on the CPU, as in the book."""

import torch

HINT = (
    "The data are float32 on the CPU whatever w is: the book writes it so. Say dtype=w.dtype and device=w.device "
    "where they are drawn."
)
MUST_FAIL = "test_hidden::test_dtype"


def synthetic_data(w, b, num_examples):
    w, b = w.float().cpu(), float(b)
    X = torch.normal(0, 1, (num_examples, len(w)))
    y = torch.matmul(X, w) + b
    y += torch.normal(0, 0.01, y.shape)
    return X, y.reshape((-1, 1))
