"""Plain numbers of Python."""

import math

import torch


def log_rmse(net, features, labels):
    with torch.no_grad():
        pairs = zip(net(features).flatten().tolist(), labels.flatten().tolist())
    squares = [(math.log(max(p, 1.0)) - math.log(y)) ** 2 for p, y in pairs]
    return math.sqrt(sum(squares) / len(squares))
