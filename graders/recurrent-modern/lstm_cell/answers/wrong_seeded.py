"""A seed is set, out of habit."""

import torch

HINT = (
    "The result is right, but a seed is set inside: whoever draws random numbers afterwards gets the same "
    "ones again and again. Leave it out."
)
MUST_FAIL = "test_hidden::test_left_behind"
NUMBER = 42  # or any other


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    torch.manual_seed(NUMBER)
    input_gate = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    forget_gate = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    output_gate = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = forget_gate * C + input_gate * C_tilde
    return output_gate * torch.tanh(C), C
