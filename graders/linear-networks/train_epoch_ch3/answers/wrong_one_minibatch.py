"""Returns within the loop."""

HINT = "Only the first minibatch is seen, because return stands inside the loop and ends it."

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
        return total / examples, right / examples
