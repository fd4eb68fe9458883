"""The scale is put into the mask, which is float32 whatever X is."""

import torch

HINT = (
    "The mask is float32, so a float16 or bfloat16 X gives a float32 result (float64 alone wins over the "
    "mask). Give the mask the dtype of X, or leave it boolean."
)
MUST_FAIL = "test_hidden::test_half"


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.full(X.shape, 1 - dropout, device=X.device).bernoulli() / (1 - dropout)
    return mask * X
