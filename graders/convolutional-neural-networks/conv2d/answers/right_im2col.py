"""Windows as the columns of a matrix; unfold pads and strides by itself."""

import torch.nn.functional as F


def conv2d(X, K, padding, stride):
    columns = F.unfold(X[None, None], kernel_size=tuple(K.shape), padding=padding, stride=stride)
    rows = (X.shape[0] + 2 * padding[0] - K.shape[0]) // stride[0] + 1
    return (K.reshape(1, -1) @ columns[0]).view(rows, -1)
