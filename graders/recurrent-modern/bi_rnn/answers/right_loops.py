"""Two loops over the steps, one with falling numbers; places in lists."""

import torch


def bi_rnn(inputs, states, forward_params, backward_params):
    T = len(inputs)
    H, K = states
    W, U, b = forward_params
    V, R, c = backward_params
    there, back = [None] * T, [None] * T
    for t in range(T):
        H = torch.tanh(inputs[t] @ W + H @ U + b)
        there[t] = H
    for t in range(T - 1, -1, -1):
        K = torch.tanh(inputs[t] @ V + K @ R + c)
        back[t] = K
    return torch.stack([torch.hstack(pair) for pair in zip(there, back)]), (H, K)
