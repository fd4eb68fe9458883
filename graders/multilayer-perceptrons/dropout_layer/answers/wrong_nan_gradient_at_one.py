"""torch.where hides the division by zero from the values, not from the gradient."""

import torch

HINT = (
    "At dropout 1 the values are zero, but the gradient is nan: torch.where hides X / 0 from the result, "
    "yet the gradient still flows through the division. Deal with 1 before you divide."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    kept = torch.rand(X.shape, device=X.device) >= dropout
    return torch.where(kept, X / (1 - dropout), torch.zeros_like(X))
