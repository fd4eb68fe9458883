"""Both are flattened."""

HINT = "The numbers are right, but they come as one long vector: the losses should have the shape of y_hat."


def squared_loss(y_hat, y):
    return (y_hat.flatten() - y.flatten()) ** 2 / 2
