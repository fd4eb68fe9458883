"""The input is converted to float32."""

import torch

HINT = "The result is float32 even for a float64 X. Keep the dtype of X."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X.float() / (1.0 - dropout)
