"""All four as one matrix product of width 4h, cut apart afterwards."""

import torch


def lstm_cell(X, state, params):
    H, C = state
    W_x, W_h, b = (torch.cat(params[kind::3], dim=-1) for kind in range(3))
    i, f, o, g = torch.chunk(X @ W_x + H @ W_h + b, 4, dim=1)
    C = C * torch.sigmoid(f) + torch.sigmoid(i) * torch.tanh(g)
    H = torch.sigmoid(o) * torch.tanh(C)
    return H, C
