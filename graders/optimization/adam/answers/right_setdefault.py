"""Defaults are put into the dictionary, where the next step finds them."""

import torch


def adam(params, states, hyperparams):
    beta1 = hyperparams.setdefault("beta1", 0.9)
    beta2 = hyperparams.setdefault("beta2", 0.999)
    eps = hyperparams.setdefault("eps", 1e-6)
    lr, t = hyperparams["lr"], hyperparams["t"]
    with torch.no_grad():
        for p, (v, s) in zip(params, states, strict=True):
            v.mul_(beta1).add_(p.grad, alpha=1 - beta1)
            s.mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
            step = (v / (1 - beta1**t)) / ((s / (1 - beta2**t)).sqrt() + eps)
            p.sub_(lr * step)
            p.grad = None
    hyperparams["t"] += 1
