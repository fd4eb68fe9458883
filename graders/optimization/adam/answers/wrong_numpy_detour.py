"""The arithmetic goes through NumPy."""

import torch
import numpy as np

HINT = (
    "The arithmetic goes through NumPy, which knows the CPU only: this fails for parameters on an "
    "accelerator. Stay with tensors."
)


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v[:] = beta1 * v + (1 - beta1) * p.grad
            s[:] = beta2 * s + (1 - beta2) * p.grad**2
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            p -= torch.from_numpy(lr * v_hat.numpy() / (np.sqrt(s_hat.numpy()) + eps)).to(p.dtype)
            p.grad.zero_()
    hyperparams["t"] = t + 1
