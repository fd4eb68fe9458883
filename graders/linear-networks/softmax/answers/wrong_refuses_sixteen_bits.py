"""Only float32 and float64 are let in."""

import torch

HINT = "This refuses float16 and bfloat16, which are floating dtypes as well: the contract says any."
MUST_FAIL = "test_hidden::test_sixteen_bits"


def softmax(X):
    if X.dtype not in (torch.float32, torch.float64):
        raise TypeError("X must be float32 or float64")
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
