"""A column minus a vector."""

HINT = (
    "A column (n, 1) and a vector (n,) broadcast to (n, n): every prediction is compared with every label. Give y "
    "the shape of y_hat first."
)
MUST_FAIL = "test_hidden::test_edges"


def squared_loss(y_hat, y):
    return (y_hat - y) ** 2 / 2
