"""All parameters are laid end to end and updated as one vector."""

import torch


def adam(params, states, hyperparams):
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps, lr, t = hyperparams.get("eps", 1e-6), hyperparams["lr"], hyperparams["t"]
    with torch.no_grad():
        g = torch.cat([p.grad.reshape(-1) for p in params])
        V = beta1 * torch.cat([v.reshape(-1) for v, _ in states]) + (1 - beta1) * g
        S = beta2 * torch.cat([s.reshape(-1) for _, s in states]) + (1 - beta2) * g * g
        step = lr * (V / (1 - beta1**t)) / (torch.sqrt(S / (1 - beta2**t)) + eps)
        start = 0
        for p, (v, s) in zip(params, states):
            part = slice(start, start + p.numel())
            v[...] = V[part].reshape(p.shape)
            s[...] = S[part].reshape(p.shape)
            p -= step[part].reshape(p.shape)
            p.grad.zero_()
            start += p.numel()
    hyperparams.update(t=t + 1)
