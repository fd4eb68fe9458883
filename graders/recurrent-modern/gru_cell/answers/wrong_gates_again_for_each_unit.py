"""Right values, but the reset gate is computed again for each unit of the candidate."""

import torch

HINT = (
    "The values are right, but the cost grows with the square of the input: the whole reset gate is computed again for each unit. "
    "Compute it once, before the loop, and keep it in a variable."
)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    units = range(H.shape[1])
    columns = []
    for j in units:
        z = torch.sigmoid(X @ W_xz[:, j] + H @ W_hz[:, j] + b_z[j])
        inside = X @ W_xh[:, j] + b_h[j]
        for k in units:
            r = torch.sigmoid(X @ W_xr[:, k] + H @ W_hr[:, k] + b_r[k])
            inside = inside + r * H[:, k] * W_hh[k, j]
        columns.append(z * H[:, j] + (1 - z) * torch.tanh(inside))
    return torch.stack(columns, dim=1)
