"""The absolute error."""

HINT = (
    "This is half the absolute error, |y_hat - y| / 2. The squared loss squares the difference, so that large "
    "errors weigh more."
)


def squared_loss(y_hat, y):
    return (y_hat - y.reshape(y_hat.shape)).abs() / 2
