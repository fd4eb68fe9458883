"""The forget gate is turned into the kept memory in place."""

import torch

HINT = (
    "The values are right, but the backward pass raises an error: an intermediate result, such as a gate, "
    "is changed in place (*=, +=, mul_, neg_ and the like), and the backward pass needs it as it was. A "
    "sigmoid, for one, needs its own result. Make a new tensor there."
)


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    input_gate = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    forget_gate = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    output_gate = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = forget_gate.mul_(C) + input_gate * C_tilde
    return output_gate * torch.tanh(C), C
