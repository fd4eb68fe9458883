"""The pairs in the list of states are replaced by new ones."""

import torch

HINT = (
    "The list gets new pairs, but the tensors v and s that it held keep their old values. Write into "
    "those, with v[...] = ... or v.copy_(...)."
)


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v = beta1 * v + (1 - beta1) * p.grad
            s = beta2 * s + (1 - beta2) * p.grad**2
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            p -= lr * v_hat / (torch.sqrt(s_hat) + eps)
            for i in range(len(states)):
                if params[i] is p:
                    states[i] = (v, s)
            p.grad.zero_()
    hyperparams["t"] = t + 1
