"""The exponential is written into the argument."""

HINT = (
    "This behaves as if the exponential were written into X itself (exp_): the caller's logits are lost. "
    "Functions whose names end in an underscore work in place."
)
FAILS = [
    "test_public::test_gradient",
    "test_public::test_large_logits",
    "test_public::test_argument_is_left_alone",
    "test_hidden::test_gradients",
    "test_hidden::test_gradcheck",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_extreme_logits",
    "test_hidden::test_layouts",
    "test_hidden::test_argument_is_never_changed",
]


def softmax(X):
    X_exp = X.exp_()
    return X_exp / X_exp.sum(1, keepdim=True)
