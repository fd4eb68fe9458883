"""The kernel's size is written into the code."""

HINT = "This is made for kernels of 2 x 2 only: take the size from K.shape."


def corr2d(X, K):
    return sum(K[a, b] * X[a : X.shape[0] - 1 + a, b : X.shape[1] - 1 + b] for a in range(2) for b in range(2))
