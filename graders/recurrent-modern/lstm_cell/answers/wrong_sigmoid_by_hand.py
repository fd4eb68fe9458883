"""The logistic function as its formula, the tanh by way of it."""

import torch

HINT = (
    "The values are right, but where a gate saturates its gradient is nan: exp(-x) overflows, one over "
    "infinity is 0, and its derivative is infinity times 0. Use torch.sigmoid, or keep the exponent from "
    "overflowing."
)
MUST_FAIL = "test_hidden::test_saturated_gradients"


def sigmoid(x):
    return 1.0 / (1.0 + torch.exp(-x))


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H_old, C_old = state[0], state[1]
    input_gate = sigmoid(torch.matmul(X, W_xi) + torch.matmul(H_old, W_hi) + b_i)
    forget_gate = sigmoid(torch.matmul(X, W_xf) + torch.matmul(H_old, W_hf) + b_f)
    output_gate = sigmoid(torch.matmul(X, W_xo) + torch.matmul(H_old, W_ho) + b_o)
    candidate = 2 * sigmoid(2 * (torch.matmul(X, W_xc) + torch.matmul(H_old, W_hc) + b_c)) - 1
    C_new = torch.mul(forget_gate, C_old) + torch.mul(input_gate, candidate)
    return output_gate * torch.tanh(C_new), C_new
