"""A plain recurrent cell with the candidate's parameters."""

import torch

HINT = "This behaves like a plain recurrent cell: the gates have no part in it."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
