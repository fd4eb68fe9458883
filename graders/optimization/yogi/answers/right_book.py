"""The book's form, with what the contract asks of the hyperparameters and of missing gradients."""

import torch


def yogi(params, states, hyperparams):
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-3)
    for p, (v, s) in zip(params, states):
        if p.grad is None:
            continue
        with torch.no_grad():
            v[...] = beta1 * v + (1 - beta1) * p.grad
            s[...] = s + (1 - beta2) * torch.sign(torch.square(p.grad) - s) * torch.square(p.grad)
            v_bias_corr = v / (1 - beta1 ** hyperparams["t"])
            s_bias_corr = s / (1 - beta2 ** hyperparams["t"])
            p[...] -= hyperparams["lr"] * v_bias_corr / (torch.sqrt(s_bias_corr) + eps)
        p.grad.data.zero_()
    hyperparams["t"] += 1
