"""Row by row, shifted by a number that needs no gradient."""

import torch


def one_loss(row, label):
    top = row.detach().max()
    return torch.log(torch.exp(row - top).sum()) + top - row[label]


def softmax_cross_entropy(logits, y):
    return torch.stack([one_loss(row, int(label)) for row, label in zip(logits, y.reshape(-1))])
