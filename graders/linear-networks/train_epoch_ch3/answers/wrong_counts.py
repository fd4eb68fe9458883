"""The number of right predictions."""

HINT = (
    "The second number is how many predictions are right. Divide it by the number of examples, as the first "
    "one."
)

import torch


def train_epoch_ch3(net, train_iter, loss, updater):
    if isinstance(net, torch.nn.Module):
        net.train()
    total, right, examples = 0.0, 0, 0
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
        total += float(l.sum())
        right += int((y_hat.argmax(dim=1) == y).sum())
        examples += y.numel()
    return total / examples, float(right)
