"""In place, but only on tensors that it made itself; a list is returned."""

import torch


def lstm_cell(X, state, params):
    H, C = state
    before = []
    for W_x, W_h, b in zip(params[0::3], params[1::3], params[2::3], strict=True):
        s = torch.addmm(b, X, W_x)
        s.addmm_(H, W_h)
        before.append(s)
    i, f, o = (s.sigmoid_() for s in before[:3])
    C = C.clone()
    C = C.mul(f).add_(i * before[3].tanh_())
    return [o * C.tanh(), C]
