"""The kernel is turned by 180 degrees: a convolution as mathematics defines it."""

HINT = (
    "This behaves like the convolution of mathematics: it turns the kernel by 180 degrees first. "
    "Cross-correlation lays the kernel on the image as it is."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_no_flip",
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
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K.flip(0, 1)).sum((2, 3))
