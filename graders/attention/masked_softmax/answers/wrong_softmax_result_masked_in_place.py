"""The rows that are nan are set to zero in the result of softmax, which its backward pass needs."""

import torch


HINT = (
    "The values are right, but the backward pass raises an error: exp and softmax need their results for "
    "the derivative, and writing into one (*=, [...] = 0, masked_fill_) changes it. Make a new tensor "
    "instead, as by a product or torch.where."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    beyond = torch.arange(X.shape[-1], device=X.device) >= lens
    Y = torch.softmax(X.masked_fill(beyond, float("-inf")), dim=-1)
    Y[Y.isnan()] = 0
    return Y
