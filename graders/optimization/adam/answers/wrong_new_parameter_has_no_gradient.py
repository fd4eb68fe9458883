"""The new value is a new tensor with the old name, whose gradient is then to be zeroed."""

import torch

HINT = (
    "`p = p - ...` makes a new tensor and gives it the name p: the caller's parameter keeps its old value, and the new "
    "tensor has no .grad, hence the error. Write into the old one, with p -= ... or p.copy_(...)."
)


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v.copy_(beta1 * v + (1 - beta1) * p.grad)
            s.copy_(beta2 * s + (1 - beta2) * p.grad**2)
            p = p - lr * (v / (1 - beta1**t)) / (torch.sqrt(s / (1 - beta2**t)) + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
