"""The sum over the minibatch."""

HINT = (
    "This returns one number, the sum over the examples. The contract wants a loss for each example, in the shape "
    "of y_hat; whoever trains sums them."
)


def squared_loss(y_hat, y):
    return ((y_hat - y.reshape(y_hat.shape)) ** 2 / 2).sum()
