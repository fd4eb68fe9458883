"""The kernel is turned by 180 degrees: a convolution as mathematics defines it."""

HINT = (
    "This behaves like the convolution of mathematics: it turns the kernel by 180 degrees first. "
    "Cross-correlation lays the kernel on the image as it is."
)


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K.flip(0, 1)).sum((2, 3))
