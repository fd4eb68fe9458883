"""Element by element with one random number each; slow and right."""

import torch


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    flat = X.reshape(-1)
    kept = []
    for _ in range(flat.numel()):
        if torch.rand(1).item() < dropout:
            kept.append(0.0)
        else:
            kept.append(1 / (1 - dropout))
    return X * torch.tensor(kept, dtype=X.dtype, device=X.device).reshape(X.shape)
