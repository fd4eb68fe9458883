"""The state's weights are transposed, as when they were stored in the library's layout."""

import torch

HINT = "This behaves like an LSTM with transposed state weights: here the hidden state is multiplied by W_hi, W_hf, W_ho and W_hc as they are. (They are square, so no shape complains.)"


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi.T + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf.T + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho.T + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc.T + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
