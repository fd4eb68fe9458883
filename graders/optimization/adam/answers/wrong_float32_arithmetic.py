"""The arithmetic is in float32."""

import torch

HINT = "The arithmetic is done in float32, so float64 parameters lose half of their digits."


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v[:] = beta1 * v.float() + (1 - beta1) * p.grad.float()
            s[:] = beta2 * s.float() + (1 - beta2) * p.grad.float() ** 2
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            p.copy_(p.float() - (lr * v_hat / (torch.sqrt(s_hat) + eps)).float())
            p.grad.zero_()
    hyperparams["t"] = t + 1
