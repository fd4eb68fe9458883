"""A context manager notes the modes, and a tensor counts."""

import contextlib

import torch


@contextlib.contextmanager
def evaluating(net):
    flags = [(m, m.training) for m in net.modules()] if hasattr(net, "modules") else []
    try:
        if flags:
            net.eval()
        yield
    finally:
        for m, flag in flags:
            m.training = flag


@torch.inference_mode()
def evaluate_accuracy(net, data_iter):
    hits = torch.zeros(2, dtype=torch.float64)
    with evaluating(net):
        for X, y in data_iter:
            predicted = torch.max(net(X), 1).indices
            hits += torch.tensor([float((predicted == y.flatten()).sum()), float(y.numel())], dtype=torch.float64)
    return (hits[0] / hits[1]).item()
