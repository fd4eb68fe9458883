"""The biases are one more row of weights, for inputs of one."""

import torch


def mlp(X, params):
    W1, b1, W2, b2 = params

    def extended(A, W, b):
        ones = A.new_ones(A.shape[0], 1)
        return torch.cat((A, ones), 1) @ torch.vstack((W, b))

    H = extended(X.reshape(X.shape[0], -1), W1, b1)
    return extended(torch.where(H > 0, H, torch.zeros_like(H)), W2, b2)
