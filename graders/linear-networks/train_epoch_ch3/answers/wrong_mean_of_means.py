"""The mean of the minibatches' means."""

HINT = (
    "The mean of the minibatches' means counts the examples of a shorter last minibatch for more. Add up over "
    "examples, and divide once, at the end."
)
MUST_FAIL = "test_hidden::test_rest"

import torch


def train_epoch_ch3(net, train_iter, loss, updater):
    if isinstance(net, torch.nn.Module):
        net.train()
    total, right, batches = 0.0, 0.0, 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        if isinstance(updater, torch.optim.Optimizer):
            updater.zero_grad()
            l.mean().backward()
            updater.step()
        else:
            l.sum().backward()
            updater(X.shape[0])
        total += float(l.mean())
        right += float((y_hat.argmax(dim=1) == y).double().mean())
        batches += 1
    return total / batches, right / batches
