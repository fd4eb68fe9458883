"""Negative outputs are set to zero."""

HINT = "Negative outputs come back as zero: the activation is a layer of its own, and no part of cross-correlation."
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
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3)).relu()
