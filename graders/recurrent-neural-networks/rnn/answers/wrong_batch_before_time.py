"""The first axis is taken for the examples."""

HINT = (
    "The first axis of inputs is gone through as if it were the batch. Time comes first here: inputs[0] are the first "
    "inputs of all examples."
)

import torch


def rnn(inputs, state, params):
    W_xh, W_hh, b_h, W_hq, b_q = params
    states, rows = [], []
    for number, example in enumerate(inputs):
        H = state[0][number % len(state[0])]
        for x in example:
            H = torch.tanh(x @ W_xh + H @ W_hh + b_h)
            rows.append(H @ W_hq + b_q)
        states.append(H)
    return torch.stack(rows), (torch.stack(states),)
