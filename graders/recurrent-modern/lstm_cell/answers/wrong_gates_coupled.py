"""One minus the input gate takes the place of the forget gate."""

import torch

HINT = (
    "The forget gate is one minus the input gate here, and its own parameters are not used: input and "
    "forget gate are two gates of their own."
)


def lstm_cell(X, state, params):
    H, C = state
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    I = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    O = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C = (1 - I) * C + I * torch.tanh(X @ W_xc + H @ W_hc + b_c)
    return O * torch.tanh(C), C
