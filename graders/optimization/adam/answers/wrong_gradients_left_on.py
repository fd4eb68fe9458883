"""Gradients are switched off for the update, and on again even where they were off before."""

import torch

HINT = (
    "The step is right, but afterwards gradients are enabled even where the caller had switched them off: "
    "torch.set_grad_enabled(True) does not know what was before. Write `with torch.no_grad():`, which "
    "puts it back."
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
    torch.set_grad_enabled(True)
    hyperparams["t"] = t + 1
