"""t is made a tensor, so that the corrections are float32."""

import torch

HINT = (
    "The corrections are computed in float32, so float64 parameters lose digits: torch.tensor(t) makes beta**t a float32 "
    "tensor. Python numbers will do: 1 - beta1**t."
)
MUST_FAIL = "test_hidden::test_dtype"


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], torch.tensor(hyperparams["t"])
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v.copy_(beta1 * v + (1 - beta1) * p.grad)
            s.copy_(beta2 * s + (1 - beta2) * p.grad**2)
            p -= lr * (v / (1 - beta1**t)) / (torch.sqrt(s / (1 - beta2**t)) + eps)
            p.grad.zero_()
    hyperparams["t"] += 1
