"""The kernel's height stands for its width too."""

HINT = "This takes the kernel's height for its width as well, so it is right for square kernels only."


def corr2d(X, K):
    n = K.shape[0]
    return (X.unfold(0, n, 1).unfold(1, n, 1) * K).sum((2, 3))
