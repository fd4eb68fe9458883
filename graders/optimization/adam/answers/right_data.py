"""Through .data, without no_grad, and with new gradients of zeros."""

import torch


def adam(params, states, hyperparams):
    defaults = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-6}
    h = {**defaults, **hyperparams}
    for p, (v, s) in zip(params, states):
        v.data = h["beta1"] * v + (1 - h["beta1"]) * p.grad.data
        s.data = h["beta2"] * s + (1 - h["beta2"]) * p.grad.data**2
        v_hat = v / (1 - h["beta1"] ** h["t"])
        s_hat = s / (1 - h["beta2"] ** h["t"])
        p.data = p.data - h["lr"] * v_hat / (s_hat**0.5 + h["eps"])
        p.grad = torch.zeros_like(p)
    hyperparams["t"] += 1
