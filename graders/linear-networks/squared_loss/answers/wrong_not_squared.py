"""The difference as it is."""

HINT = "The difference is not squared: errors of opposite sign cancel, and the loss falls without bound."


def squared_loss(y_hat, y):
    return (y_hat - y.reshape(y_hat.shape)) / 2
