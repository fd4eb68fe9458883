"""Right values, but the averages of all rows are corrected again for each row."""

import torch

HINT = (
    "The values are right, but the cost grows with the square of the input: the averages of all rows are corrected again for each row. "
    "Compute it once, before the loop, and keep it in a variable."
)


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v.mul_(beta1).add_(p.grad, alpha=1 - beta1)
            s.mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
            for i in range(len(p)):
                v_hat = [row / (1 - beta1**t) for row in v]
                s_hat = [row / (1 - beta2**t) for row in s]
                p[i] -= lr * v_hat[i] / (s_hat[i].sqrt() + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
