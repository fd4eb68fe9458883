"""Rows and columns of the kernel are mixed up."""

HINT = "This uses the kernel's transpose: K[b, a] where K[a, b] belongs. The first axis of both tensors counts rows."
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
    "test_hidden::test_second_call",
    "test_hidden::test_digits",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
    "test_hidden::test_cost",
]


def corr2d(X, K):
    w, h = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K.T).sum((2, 3))
