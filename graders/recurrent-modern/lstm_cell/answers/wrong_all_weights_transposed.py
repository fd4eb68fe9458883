"""All eight matrices are transposed."""

import torch

HINT = (
    "All weights are transposed here, those of the input and those of the state: this works only where "
    "there are as many inputs as units. Every W_x* is (d, h) and every W_h* (h, h) already: X @ W, "
    "without .T. (F.linear transposes its weight.)"
)
MUST_FAIL = "test_hidden::test_values"


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    input_gate = torch.sigmoid(X @ W_xi.T + H @ W_hi.T + b_i)
    forget_gate = torch.sigmoid(X @ W_xf.T + H @ W_hf.T + b_f)
    output_gate = torch.sigmoid(X @ W_xo.T + H @ W_ho.T + b_o)
    C_tilde = torch.tanh(X @ W_xc.T + H @ W_hc.T + b_c)
    C = forget_gate * C + input_gate * C_tilde
    return output_gate * torch.tanh(C), C
