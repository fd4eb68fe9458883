"""Predictions in the shape of the labels."""

HINT = (
    "The numbers are right, but they have the shape of y. It is y that should take the shape of y_hat, and the "
    "losses as well."
)
MUST_FAIL = "test_hidden::test_edges"


def squared_loss(y_hat, y):
    return (y_hat.reshape(y.shape) - y) ** 2 / 2
