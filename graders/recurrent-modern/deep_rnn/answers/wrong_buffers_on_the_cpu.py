"""The states of a layer are collected in a buffer of float32 on the CPU."""

import torch

HINT = "The states are collected in a buffer made by torch.zeros, which is float32 and on the CPU. Make it like the arguments (H.new_zeros), or stack a list."


def deep_rnn(inputs, states, layers):
    last = []
    for H, (W_xh, W_hh, b_h) in zip(states, layers):
        made = torch.zeros(len(inputs), *H.shape)
        for t, X in enumerate(inputs):
            H = torch.tanh(X.to(W_xh.dtype) @ W_xh + H @ W_hh + b_h)
            made[t] = H
        inputs = made
        last.append(H)
    return inputs, tuple(last)
