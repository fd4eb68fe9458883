"""The predictions are detached."""

HINT = (
    "The values are right, but no gradient reaches y_hat: .detach(), .data, .item(), NumPy, torch.tensor(...) and "
    "torch.no_grad() sever the graph."
)


def squared_loss(y_hat, y):
    return (y_hat.detach() - y.reshape(y_hat.shape)) ** 2 / 2
