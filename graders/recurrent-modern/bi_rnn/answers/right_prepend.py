"""A function with a flag; the backward states are put in front as they come. Lists in place of tuples."""

import torch
import torch.nn.functional as F


def one_way(inputs, H, params, backward):
    W_xh, W_hh, b_h = params
    before = F.linear(inputs, W_xh.mT, b_h)
    found = []
    for step in reversed(before.unbind()) if backward else before.unbind():
        H = torch.tanh(step + H.matmul(W_hh))
        found.insert(0 if backward else len(found), H)
    return torch.stack(found), H


def bi_rnn(inputs, states, forward_params, backward_params):
    (a, H), (b, K) = one_way(inputs, states[0], forward_params, False), one_way(inputs, states[1], backward_params, True)
    return [torch.concat((a, b), -1), [H, K]]
