"""Gradients are zeroed after the step alone."""

HINT = (
    "Gradients that were there before the epoch are used in its first step. Call zero_grad before backward, "
    "not only after the step."
)
MUST_FAIL = "test_hidden::test_stale"

import torch


def train_epoch_ch3(net, train_iter, loss, updater):
    if isinstance(net, torch.nn.Module):
        net.train()
    total, right, examples = 0.0, 0, 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        if isinstance(updater, torch.optim.Optimizer):
            l.mean().backward()
            updater.step()
            updater.zero_grad()
        else:
            l.sum().backward()
            updater(X.shape[0])
        total += float(l.sum())
        right += int((y_hat.argmax(dim=1) == y).sum())
        examples += y.numel()
    return total / examples, right / examples
