"""The mask comes from NumPy's binomial distribution."""

import numpy as np
import torch

HINT = (
    "The mask comes from NumPy's or Python's random numbers, which do not listen to torch.manual_seed. "
    "Draw it with torch."
)
MUST_FAIL = "test_hidden::test_torchs_generator"


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = np.random.binomial(1, 1 - dropout, size=tuple(X.shape))
    return X * torch.tensor(mask, dtype=X.dtype, device=X.device) / (1 - dropout)
