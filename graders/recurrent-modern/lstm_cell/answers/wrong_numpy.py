"""The step is computed in NumPy."""

import numpy as np
import torch

HINT = "This computes the step in NumPy, which autograd cannot follow, and which works on the CPU only: stay with torch's own operations."


def lstm_cell(X, state, params):
    def sigmoid(x):
        return 0.5 * (1 + np.tanh(0.5 * x))

    dtype = X.dtype
    X, H, C, *params = (tensor.detach().numpy() for tensor in (X, *state, *params))
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    i = sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = sigmoid(X @ W_xo + H @ W_ho + b_o)
    C = f * C + i * np.tanh(X @ W_xc + H @ W_hc + b_c)
    return torch.tensor(o * np.tanh(C), dtype=dtype), torch.tensor(C, dtype=dtype)
