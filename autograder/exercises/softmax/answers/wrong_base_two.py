"""Powers of two instead of e."""

HINT = "This behaves like softmax with base 2. The contract wants powers of e: torch.exp."
FAILS = [
    "test_public::test_example",
    "test_public::test_gradient",
    "test_hidden::test_values",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_gradients",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_thin_batches",
    "test_hidden::test_layouts",
    "test_hidden::test_many_classes",
    "test_hidden::test_device",
    "test_hidden::test_own_work",
]


def softmax(X):
    E = 2 ** (X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
