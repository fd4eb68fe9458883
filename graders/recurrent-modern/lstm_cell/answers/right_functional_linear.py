"""nn.functional.linear with transposed weights, input and state side by side."""

import torch
import torch.nn.functional as F


def lstm_cell(X, state, params):
    H, C = state
    XH = torch.cat((X, H), -1)

    def affine(gate):
        W_x, W_h, b = params[3 * gate : 3 * gate + 3]
        return F.linear(XH, torch.cat((W_x, W_h)).T, b)

    C_new = affine(1).sigmoid() * C + affine(0).sigmoid() * affine(3).tanh()
    return affine(2).sigmoid() * C_new.tanh(), C_new
