"""The computation takes a detour through 16 bits."""

HINT = "The result has lost digits: somewhere on the way it was rounded to half precision."
FAILS = [
    "test_public::test_no_flip",
    "test_hidden::test_values",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_second_call",
    "test_hidden::test_digits",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_gradcheck",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    h, w = K.shape
    return (X.half().unfold(0, h, 1).unfold(1, w, 1) * K.half()).sum((2, 3)).to(X.dtype)
