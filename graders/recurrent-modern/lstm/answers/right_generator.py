"""A generator of states; functional layers; the state returned in a list."""

import torch
import torch.nn.functional as F


def steps(inputs, H, C, gates):
    for x in inputs.unbind():
        i, f, o, c = (F.linear(x, W_x.t(), b) + F.linear(H, W_h.t()) for W_x, W_h, b in gates)
        C = torch.sigmoid(f).mul(C).add(torch.sigmoid(i).mul(torch.tanh(c)))
        H = torch.sigmoid(o).mul(torch.tanh(C))
        yield H, C


def lstm(inputs, state, params):
    *cell, W_hq, b_q = params
    made = list(steps(inputs, *state, list(zip(cell[::3], cell[1::3], cell[2::3]))))
    outputs = torch.concat([F.linear(H, W_hq.t(), b_q) for H, _ in made])
    return outputs, made[-1]
