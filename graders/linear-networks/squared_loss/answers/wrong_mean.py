"""The mean over the minibatch."""

HINT = (
    "This returns one number, the mean over the examples. The contract wants a loss for each example, in the "
    "shape of y_hat; later editions of the book take the mean."
)


def squared_loss(y_hat, y):
    return ((y_hat - y.reshape(y_hat.shape)) ** 2 / 2).mean()
