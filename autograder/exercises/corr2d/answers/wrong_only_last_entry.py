"""A loop over the kernel's entries that replaces the sum instead of adding to it."""

HINT = (
    'Only the last entry of the kernel counts: the loop assigns each product instead of adding it to the sum (+=).'
)
FAILS = [
    "test_hidden::test_values",
    "test_hidden::test_digits",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_large",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
    "test_hidden::test_second_call",
    "test_public::test_example",
    "test_public::test_gradients",
    "test_public::test_no_flip",
    "test_public::test_sum",
]


def corr2d(X, K):
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    Y = X.new_zeros(rows, columns)
    for a in range(K.shape[0]):
        for b in range(K.shape[1]):
            Y = K[a, b] * X[a : a + rows, b : b + columns]
    return Y
