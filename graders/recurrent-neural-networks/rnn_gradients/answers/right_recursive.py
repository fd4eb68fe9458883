"""A step calls the rest of the sequence, and gets back the gradient of its state."""

import torch


def rnn_gradients(Xs, H_0, W_x, W_h, cotangents):
    if len(Xs) == 0:
        return Xs, torch.zeros_like(H_0), torch.zeros_like(W_x), torch.zeros_like(W_h)
    H = Xs[0] @ W_x + H_0 @ W_h
    later, from_later, A, B = rnn_gradients(Xs[1:], H, W_x, W_h, cotangents[1:])
    G = cotangents[0] + from_later
    first = (G @ W_x.T).unsqueeze(0)
    return torch.cat([first, later]), G @ W_h.T, A + Xs[0].T @ G, B + H_0.T @ G
