"""The parameter is flattened with view()."""

import torch

HINT = (
    "view() cannot flatten a parameter that is not contiguous in memory, such as a transposed one. "
    "Elementwise operations need no flattening."
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
            p.view(-1).sub_((lr * v_hat / (torch.sqrt(s_hat) + eps)).reshape(-1))
            p.grad.zero_()
    hyperparams["t"] = t + 1
