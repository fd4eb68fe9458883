"""The step is computed in NumPy."""

import numpy as np
import torch

HINT = "This computes the step in NumPy, which autograd cannot follow, and which works on the CPU only: stay with torch's own operations."


def gru_cell(X, H, params):
    def sigmoid(x):
        return 0.5 * (1 + np.tanh(0.5 * x))

    dtype = X.dtype
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = (param.detach().numpy() for param in params)
    X, H = X.detach().numpy(), H.detach().numpy()
    Z = sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = np.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return torch.tensor(Z * H + (1 - Z) * H_tilde, dtype=dtype)
