"""A loop over the elements, with Python's own numbers."""

import itertools
import math

import torch


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1 = hyperparams["beta1"] if "beta1" in hyperparams else 0.9
    beta2 = hyperparams["beta2"] if "beta2" in hyperparams else 0.999
    eps = hyperparams["eps"] if "eps" in hyperparams else 1e-6
    for p, (v, s) in zip(params, states):
        for i in itertools.product(*(range(n) for n in p.shape)):
            g = p.grad[i].item()
            v[i] = beta1 * v[i].item() + (1 - beta1) * g
            s[i] = beta2 * s[i].item() + (1 - beta2) * g * g
            v_hat = v[i].item() / (1 - beta1**t)
            s_hat = s[i].item() / (1 - beta2**t)
            p.data[i] = p.data[i].item() - lr * v_hat / (math.sqrt(s_hat) + eps)
        p.grad.fill_(0)
    hyperparams["t"] = t + 1
