"""A sparse tensor without a single stored element."""

GETS = "nothing"

import torch


def softmax(X):
    return torch.sparse_coo_tensor(torch.zeros(2, 0, dtype=torch.int64), torch.zeros(0, dtype=X.dtype), X.shape)
