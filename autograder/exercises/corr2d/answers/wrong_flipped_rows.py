"""The kernel is turned upside down."""

HINT = "This behaves as if the kernel were turned upside down: row a of the kernel belongs on row i + a of the image."
FAILS = [
    "test_public::test_no_flip",
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
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K.flip(0)).sum((2, 3))
