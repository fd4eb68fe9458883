"""Right values, but every output goes through all rows of the image instead of those in its window."""

HINT = (
    "The values are right, but the cost grows with the square of the image: for each output the whole image is gone "
    "through, though only the window under the kernel, as large as the kernel, contributes to it."
)


def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    Y = X.new_zeros(H - h + 1, W - w + 1)
    for j in range(W - w + 1):
        for i in range(H - h + 1):
            kernels = X.new_zeros(H, w)
            kernels[i : i + h] = K
            for m in range(H):
                Y[i, j] += X[m, j : j + w] @ kernels[m]
    return Y
