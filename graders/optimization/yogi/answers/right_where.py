"""Decorated; growth and shrinking told apart by where, the average by lerp_, gradients set to None."""

import torch


@torch.no_grad()
def yogi(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2, eps = (hyperparams.get(k, d) for k, d in (("beta1", 0.9), ("beta2", 0.999), ("eps", 1e-3)))
    for p, state in zip(params, states):
        if p.grad is not None:
            v, s = state
            v.lerp_(p.grad, 1 - beta1)
            change = p.grad.square() * (1 - beta2)
            grows, shrinks = p.grad.square() > s, p.grad.square() < s
            s.add_(torch.where(grows, change, torch.where(shrinks, -change, torch.zeros_like(s))))
            p.addcdiv_(v / (1 - beta1**t), s.div(1 - beta2**t).sqrt_().add_(eps), value=-lr)
            p.grad = None
    hyperparams["t"] = t + 1
