"""Turns the kernel around its vertical axis only."""

HINT = (
    'The columns of the kernel are reversed before it is laid on the image. Cross-correlation takes the kernel as it is.'
)


def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    mirrored = K.flip(1)
    Y = X.new_zeros(H - h + 1, W - w + 1)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            Y[i, j] = (X[i : i + h, j : j + w] * mirrored).sum()
    return Y
