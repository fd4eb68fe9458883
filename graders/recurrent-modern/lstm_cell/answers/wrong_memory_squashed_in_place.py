"""The tanh of the new memory is taken in place, so that the memory that is returned is squashed."""

import torch

HINT = (
    "The hidden state is right, but the memory that is returned has become its own tanh: tanh_ changes "
    "the tensor itself. Write torch.tanh(C), which makes a new one."
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
