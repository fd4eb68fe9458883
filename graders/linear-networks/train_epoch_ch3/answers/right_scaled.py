"""One backward for both kinds of updater, and lists of what each example gives."""

import torch


def train_epoch_ch3(net, train_iter, loss, updater):
    getattr(net, "train", lambda: None)()
    is_optimiser = hasattr(updater, "step")
    losses, hits = [], []
    for X, y in train_iter:
        if is_optimiser:
            updater.zero_grad(set_to_none=False)
        scores = net(X)
        each = loss(scores, y)
        (each.sum() / (len(each) if is_optimiser else 1)).backward()
        updater.step() if is_optimiser else updater(len(each))
        losses += each.detach().tolist()
        hits += (scores.detach().max(dim=-1).indices == y).tolist()
    return sum(losses) / len(losses), sum(hits) / len(hits)
