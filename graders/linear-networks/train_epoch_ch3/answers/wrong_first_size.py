"""The size of the first minibatch is given to every step."""

HINT = (
    "An updater that is a function gets the size of the first minibatch each time. A last one may be shorter: "
    "give the number of examples in this one."
)
MUST_FAIL = "test_hidden::test_function"

import torch


def train_epoch_ch3(net, train_iter, loss, updater):
    if isinstance(net, torch.nn.Module):
        net.train()
    total, right, examples, size = 0.0, 0, 0, None
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        if isinstance(updater, torch.optim.Optimizer):
            updater.zero_grad()
            l.mean().backward()
            updater.step()
        else:
            l.sum().backward()
            size = size or X.shape[0]
            updater(size)
        total += float(l.sum())
        right += int((y_hat.argmax(dim=1) == y).sum())
        examples += y.numel()
    return total / examples, right / examples
