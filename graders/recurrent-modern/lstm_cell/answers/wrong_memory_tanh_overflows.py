"""The tanh of the memory is its formula, which overflows."""

import torch

HINT = (
    "The hidden state becomes NaN where the memory is large: exp(C) overflows, and infinity divided by "
    "infinity is NaN. torch.tanh does not do that."
)
MUST_FAIL = "test_hidden::test_saturated"


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    input_gate = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    forget_gate = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    output_gate = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = forget_gate * C + input_gate * C_tilde
    return output_gate * ((torch.exp(C) - torch.exp(-C)) / (torch.exp(C) + torch.exp(-C))), C
