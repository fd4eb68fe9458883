"""Each window is multiplied in place, which writes into the image."""

HINT = (
    "This writes into X: a slice is a view, so multiplying a window in place changes the image under the "
    "windows that follow."
)
FAILS = [
    "test_public::test_no_flip",
    "test_public::test_sum",
    "test_public::test_gradients",
    "test_hidden::test_values",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_second_call",
    "test_hidden::test_digits",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_gradcheck",
    "test_hidden::test_layouts",
    "test_hidden::test_unmodified",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            window = X.data[i : i + h, j : j + w]
            window *= K.data
            Y[i, j] = window.sum()
    return Y
