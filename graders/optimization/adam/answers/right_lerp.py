"""Averages by linear interpolation; the gradients are dropped at the end."""

import torch


def adam(params, states, hyperparams):
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    with torch.no_grad():
        for p, state in zip(params, states):
            v, s = state
            v.lerp_(p.grad, 1 - beta1)
            s.lerp_(torch.square(p.grad), 1 - beta2)
            v_hat = torch.div(v, 1 - beta1 ** hyperparams["t"])
            s_hat = torch.div(s, 1 - beta2 ** hyperparams["t"])
            p.copy_(p - hyperparams["lr"] * v_hat / (s_hat.sqrt() + hyperparams.get("eps", 1e-6)))
        for p in params:
            p.grad = None
    hyperparams["t"] += 1
