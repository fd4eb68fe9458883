"""The sum over the kernel's entries of strided slices of the image."""

from torch.nn import functional as F


def conv2d(X, K, padding, stride):
    (p_h, p_w), (s_h, s_w) = padding, stride
    X = F.pad(X, [p_w] * 2 + [p_h] * 2)
    last_row, last_column = X.shape[0] - K.shape[0], X.shape[1] - K.shape[1]
    return sum(
        K[a, b] * X[a : a + last_row + 1 : s_h, b : b + last_column + 1 : s_w]
        for a in range(K.shape[0])
        for b in range(K.shape[1])
    )
