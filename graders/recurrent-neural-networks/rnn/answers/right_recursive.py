"""Without a loop: the first step, and the same function for the rest."""

import torch
from torch.nn.functional import linear


def rnn(inputs, state, params):
    W_xh, W_hh, b_h, W_hq, b_q = params
    new = linear(inputs[0], W_xh.T, b_h).add(linear(state[0], W_hh.T)).tanh()
    output = linear(new, W_hq.T, b_q)
    if len(inputs) == 1:
        return output, (new,)
    rest, last = rnn(inputs[1:], (new,), params)
    return torch.vstack([output, rest]), last
