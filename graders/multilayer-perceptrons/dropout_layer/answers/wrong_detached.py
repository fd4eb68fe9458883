"""The graph is severed."""

import torch

HINT = (
    "The values are right, but the result does not depend on X as far as autograd can see: .detach() (or "
    ".data, NumPy, .item(), torch.no_grad()) severs the graph."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X.detach() / (1.0 - dropout)
