"""The kernel's size is written into the code."""

HINT = "This is made for kernels of 2 x 2 only: take the size from K.shape."
FAILS = [
    "test_public::test_example",
    "test_public::test_shape",
    "test_public::test_no_flip",
    "test_public::test_sum",
    "test_public::test_gradients",
    "test_hidden::test_values",
    "test_hidden::test_shapes",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_digits",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    return sum(K[a, b] * X[a : X.shape[0] - 1 + a, b : X.shape[1] - 1 + b] for a in range(2) for b in range(2))
