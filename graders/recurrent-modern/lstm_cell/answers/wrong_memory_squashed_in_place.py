"""The tanh of the new memory is taken in place, so that the memory that is returned is squashed."""

import torch

HINT = (
    "This behaves like an LSTM that squashes its memory: the tanh belongs to what is shown of it, the "
    "memory itself is not bounded. (C.tanh_() changes the memory itself; torch.tanh(C) makes a new "
    "tensor.)"
)


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    input_gate = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    forget_gate = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    output_gate = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = forget_gate * C + input_gate * C_tilde
    H = output_gate * C.tanh_()
    return H, C
