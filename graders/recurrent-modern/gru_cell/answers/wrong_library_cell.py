"""nn.GRUCell with the parameters copied into it."""

import torch

HINT = "This uses nn.GRUCell, which resets after the matrix product, and copies the parameters into it, so that they get no gradient."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    cell = torch.nn.GRUCell(W_xz.shape[0], W_xz.shape[1], device=X.device, dtype=X.dtype)
    cell.weight_ih.data = torch.cat([W_xr, W_xz, W_xh], dim=1).T.contiguous().data
    cell.weight_hh.data = torch.cat([W_hr, W_hz, W_hh], dim=1).T.contiguous().data
    cell.bias_ih.data = torch.cat([b_r, b_z, b_h]).data
    cell.bias_hh.data.zero_()
    return cell(X, H)
