"""Under no_grad, in buffers that are written to; the gradients of the inputs in a list."""

import torch


@torch.no_grad()
def rnn_gradients(Xs, H_0, W_x, W_h, cotangents):
    T = len(Xs)
    H = H_0.new_empty(T + 1, *H_0.shape)
    H[0] = H_0
    for t in range(T):
        H[t + 1] = Xs[t].mm(W_x) + H[t].mm(W_h)
    dX, arriving = [None] * T, 0
    dA, dB = W_x.new_zeros(W_x.shape), W_h.new_zeros(W_h.shape)
    for t in range(T - 1, -1, -1):
        arriving = arriving + cotangents[t]
        dX[t] = arriving.mm(W_x.t())
        dA += Xs[t].t().mm(arriving)
        dB += H[t].t().mm(arriving)
        arriving = arriving.mm(W_h.t())
    return dX, arriving, dA, dB
