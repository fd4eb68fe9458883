"""nn.LSTMCell with the parameters copied into it."""

import torch

HINT = "The results are right, but the parameters are copied (through .data, torch.tensor or into a module of its own), so no gradient reaches them."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    cell = torch.nn.LSTMCell(W_xi.shape[0], W_xi.shape[1], device=X.device, dtype=X.dtype)
    cell.weight_ih.data = torch.cat([W_xi, W_xf, W_xc, W_xo], dim=1).T.contiguous().data
    cell.weight_hh.data = torch.cat([W_hi, W_hf, W_hc, W_ho], dim=1).T.contiguous().data
    cell.bias_ih.data = torch.cat([b_i, b_f, b_c, b_o]).data
    cell.bias_hh.data.zero_()
    return cell(X, state)
