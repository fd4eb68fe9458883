"""Gradients are dropped by hand, and sums are tensors in float64 until the end."""

import torch


def train_epoch_ch3(net, train_iter, loss, updater):
    if isinstance(net, torch.nn.Module):
        net.train(True)
    sums = torch.zeros(3, dtype=torch.float64)
    for X, y in iter(train_iter):
        y_hat = net(X)
        values = loss(y_hat, y)
        if callable(updater) and not isinstance(updater, torch.optim.Optimizer):
            torch.autograd.backward(values, torch.ones_like(values))
            updater(y.shape[0])
        else:
            for group in updater.param_groups:
                for p in group["params"]:
                    p.grad = None
            values.mean().backward()
            updater.step()
        with torch.no_grad():
            right = torch.eq(torch.argmax(y_hat, -1), y).sum()
            sums += torch.tensor([values.sum().item(), right.item(), len(y)], dtype=torch.float64)
    return (sums[0] / sums[2]).item(), (sums[1] / sums[2]).item()
