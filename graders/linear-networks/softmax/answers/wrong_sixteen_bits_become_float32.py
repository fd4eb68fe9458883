"""Computed in float32 or better, and left there."""

import torch

HINT = (
    "A float16 or bfloat16 X comes back as float32. To compute in float32 is a good idea; convert the "
    "result to the dtype of X."
)
MUST_FAIL = "test_hidden::test_sixteen_bits"


def softmax(X):
    X = X.to(torch.promote_types(X.dtype, torch.float32))
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
