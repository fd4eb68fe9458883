"""The layers above are a deep network of their own; a buffer, and einsum."""

import torch


def deep_rnn(inputs, states, layers):
    if len(layers) == 0:
        return inputs, ()
    W_xh, W_hh, b_h = layers[0]
    state = states[0]
    before = torch.einsum("tnd,dh->tnh", inputs, W_xh) + b_h
    made = torch.empty_like(before)
    for t in range(inputs.shape[0]):
        state = torch.tanh(before[t] + torch.einsum("nk,kh->nh", state, W_hh))
        made[t] = state
    outputs, rest = deep_rnn(made, states[1:], layers[1:])
    return outputs, (state, *rest)
