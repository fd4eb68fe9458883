"""The half is missing."""

HINT = (
    "Every loss is twice what it should be: the contract has a factor 1/2, so that the derivative is y_hat - y. "
    "torch.nn.MSELoss has no such factor."
)


def squared_loss(y_hat, y):
    return (y_hat - y.reshape(y_hat.shape)) ** 2
