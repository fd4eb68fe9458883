"""The state that is given is not looked at."""

HINT = "Each call begins with a state of zeros, whatever state it is given. A text is read on where the last minibatch ended."
MUST_FAIL = "test_hidden::test_last_state"

import torch


def rnn(inputs, state, params):
    W_xh, W_hh, b_h, W_hq, b_q = params
    H = torch.zeros_like(state[0])
    outputs = []
    for X in inputs:
        H = torch.tanh(X @ W_xh + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.cat(outputs), (H,)
