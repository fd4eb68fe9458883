"""The update gate becomes one minus itself in place."""

import torch

HINT = (
    "The values are right, but the backward pass raises an error: an intermediate result, such as a gate, "
    "is changed in place (*=, +=, mul_, neg_ and the like), and the backward pass needs it as it was. A "
    "sigmoid, for one, needs its own result. Make a new tensor there."
)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    kept = Z * H
    Z.neg_().add_(1)
    return kept + Z * H_tilde
