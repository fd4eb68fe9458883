"""Each window is multiplied in place, which writes into the image."""

HINT = (
    "This writes into X: a slice is a view, so multiplying a window in place changes the image under the "
    "windows that follow."
)


def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            window = X.data[i : i + h, j : j + w]
            window *= K.data
            Y[i, j] = window.sum()
    return Y
