"""The logits divided by their sum, without the exponential."""

HINT = (
    "This behaves like X divided by its row sums, without the exponential, which may give negative "
    "numbers and divide by zero."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_rows_are_distributions",
    "test_public::test_gradient",
    "test_public::test_large_logits",
    "test_hidden::test_values",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_gradients",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_extreme_logits",
    "test_hidden::test_thin_batches",
    "test_hidden::test_layouts",
    "test_hidden::test_many_classes",
    "test_hidden::test_device",
    "test_hidden::test_own_work",
]


def softmax(X):
    return X / X.sum(dim=1, keepdim=True)
