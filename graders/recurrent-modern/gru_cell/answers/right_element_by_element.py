"""Plain loops over examples and units, sums by sum()."""

import torch


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    rows = []
    for x, h in zip(X, H, strict=True):
        k = range(len(h))
        r = torch.stack([torch.sigmoid((x * W_xr[:, j]).sum() + (h * W_hr[:, j]).sum() + b_r[j]) for j in k])
        row = []
        for j in k:
            z = torch.sigmoid((x * W_xz[:, j]).sum() + (h * W_hz[:, j]).sum() + b_z[j])
            candidate = torch.tanh((x * W_xh[:, j]).sum() + (r * h * W_hh[:, j]).sum() + b_h[j])
            row.append(z * h[j] + (1 - z) * candidate)
        rows.append(torch.stack(row))
    return torch.stack(rows)
