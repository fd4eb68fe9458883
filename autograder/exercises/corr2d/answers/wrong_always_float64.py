"""Everything is computed in float64 and stays so."""

HINT = "The result is float64 whatever the input is: it should have X's dtype."
FAILS = [
    "test_public::test_example",
    "test_public::test_no_flip",
    "test_public::test_sum",
    "test_public::test_gradients",
    "test_hidden::test_values",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_second_call",
    "test_hidden::test_dtype",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    h, w = K.shape
    return (X.double().unfold(0, h, 1).unfold(1, w, 1) * K.double()).sum((2, 3))
