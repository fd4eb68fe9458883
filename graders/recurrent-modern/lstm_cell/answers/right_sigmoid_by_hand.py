"""The logistic function as its formula, the tanh by way of it."""

import torch


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
