"""The mask comes from NumPy's random numbers."""

import numpy as np
import torch

HINT = (
    "The mask comes from NumPy's or Python's random numbers, which do not listen to torch.manual_seed. "
    "Draw it with torch."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.tensor(np.random.uniform(size=tuple(X.shape)) > dropout).to(X)
    return mask * X / (1.0 - dropout)
