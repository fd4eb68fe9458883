"""One matrix product of all kernels with all windows."""

import torch


def corr2d_multi_in_out(X, K):
    c_o, c_i, h, w = K.shape
    columns = torch.nn.functional.unfold(X[None], (h, w))[0]
    return (K.reshape(c_o, -1) @ columns).reshape(c_o, X.shape[1] - h + 1, X.shape[2] - w + 1)
