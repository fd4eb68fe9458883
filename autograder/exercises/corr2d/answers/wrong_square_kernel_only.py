"""The kernel's height stands for its width too."""

HINT = "This takes the kernel's height for its width as well, so it is right for square kernels only."
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
    "test_hidden::test_dtype",
    "test_hidden::test_digits",
    "test_hidden::test_device",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_layouts",
    "test_hidden::test_unmodified",
    "test_hidden::test_own_work",
    "test_hidden::test_cost",
]


def corr2d(X, K):
    n = K.shape[0]
    return (X.unfold(0, n, 1).unfold(1, n, 1) * K).sum((2, 3))
