"""The order of many blogs: forget gate, input gate, candidate, output gate."""

import torch

HINT = (
    "The parameters are read in another order, forget gate, input gate, candidate, output gate, as many "
    "texts draw the cell. Here they come as input, forget, output, candidate."
)


def lstm_cell(X, state, params):
    W_xf, W_hf, b_f, W_xi, W_hi, b_i, W_xc, W_hc, b_c, W_xo, W_ho, b_o = params
    H, C = state
    input_gate = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    forget_gate = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    output_gate = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = forget_gate * C + input_gate * C_tilde
    return output_gate * torch.tanh(C), C
