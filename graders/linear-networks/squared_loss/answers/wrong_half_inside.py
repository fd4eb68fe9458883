"""The difference is halved before it is squared."""

HINT = (
    "The difference is halved before it is squared, which gives a quarter of the square. Halve the square: (y_hat "
    "- y)**2 / 2."
)


def squared_loss(y_hat, y):
    return ((y_hat - y.reshape(y_hat.shape)) / 2) ** 2
