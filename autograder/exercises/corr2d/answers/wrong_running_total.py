"""The sum goes on from one place to the next."""

HINT = "Each output also contains those before it: the sum has to start from zero at every place."
FAILS = [
    "test_public::test_example",
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
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    total = 0
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            total = total + (X[i : i + h, j : j + w] * K).sum()
            Y[i, j] = total
    return Y
