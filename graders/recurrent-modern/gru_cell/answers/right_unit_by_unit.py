"""Columns of units, computed one at a time and stacked."""

import torch


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    units = range(H.size(1))

    def column(S, W_x, W_h, b, j):
        return X.mv(W_x[:, j]) + S.mv(W_h[:, j]) + b[j]

    R = torch.stack([torch.sigmoid(column(H, W_xr, W_hr, b_r, j)) for j in units], dim=1)
    columns = []
    for j in units:
        z = torch.sigmoid(column(H, W_xz, W_hz, b_z, j))
        columns.append(z * H[:, j] + (1 - z) * torch.tanh(column(R * H, W_xh, W_hh, b_h, j)))
    return torch.stack(columns, -1)
