"""The difference is written into y."""

HINT = (
    "y itself is overwritten with the differences, so whoever called this has lost the labels. Use y_hat - y, not "
    "an operation in place (-=, sub_, neg_)."
)


def squared_loss(y_hat, y):
    y -= y_hat.detach().reshape(y.shape)
    error = y_hat - y_hat.detach() - y.reshape(y_hat.shape)
    return error ** 2 / 2
