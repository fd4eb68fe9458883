"""Gradients are switched off for the update, and not on again."""

import torch

HINT = (
    "The step is right, but gradients stay disabled afterwards, so that the next forward pass makes no "
    "graph and backward() fails. Write `with torch.no_grad():` around the update: it ends by itself."
)
MUST_FAIL = "test_hidden::test_left_behind"


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    torch.set_grad_enabled(False)
    for p, (v, s) in zip(params, states):
        v.mul_(beta1).add_(p.grad, alpha=1 - beta1)
        s.mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
        v_hat = v / (1 - beta1**t)
        s_hat = s / (1 - beta2**t)
        p -= lr * v_hat / (torch.sqrt(s_hat) + eps)
        p.grad.zero_()
    hyperparams["t"] = t + 1
