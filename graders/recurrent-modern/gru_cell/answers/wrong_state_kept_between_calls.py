"""The state is kept in a global variable."""

import torch

HINT = (
    "The state of the last call is used in place of the H that is given: a cell keeps nothing, so use H "
    "and return the new state."
)


state = None


def gru_cell(X, H, params):
    global state
    if state is None or state.shape != H.shape:
        state = H
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + state @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + state @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * state) @ W_hh + b_h)
    state = Z * state + (1 - Z) * H_tilde
    return state
