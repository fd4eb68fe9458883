"""As the formula is written: a loop for each index but the columns of the result."""

import torch


def corr2d_multi_in_out(X, K):
    (outputs, inputs, h, w), columns = K.shape, X.shape[2] - K.shape[3] + 1
    Y = torch.zeros((outputs, X.shape[1] - h + 1, columns), dtype=X.dtype, device=X.device)
    for o in range(outputs):
        for i in range(Y.shape[1]):
            for c in range(inputs):
                for a in range(h):
                    for b in range(w):
                        Y[o, i] += X[c, i + a, b : b + columns] * K[o, c, a, b]
    return Y
