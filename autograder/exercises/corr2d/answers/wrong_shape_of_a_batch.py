"""The output keeps axes for batch and channel."""

HINT = (
    "The values are right, but the result has four axes, as torch's layers have: here it has two, (H - h + 1, "
    "W - w + 1)."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_shape",
    "test_public::test_no_flip",
    "test_public::test_sum",
    "test_hidden::test_values",
    "test_hidden::test_shapes",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_second_call",
    "test_hidden::test_digits",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))[None, None]
