"""The result is detached."""

import torch

HINT = "The result is right, but the graph is severed: no gradient can reach the parameters. Leave out what severs it: .detach(), .data, torch.tensor(...), NumPy, torch.no_grad() and the like."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return (Z * H + (1 - Z) * H_tilde).detach()
