"""The book's form: values are assigned to v[:], which needs an axis."""

import torch

HINT = (
    "Right for parameters with axes, but one without any (a single number, such as a scale) has nothing "
    "to slice: v[:] = ... raises an error there. Write v.copy_(...), or v[...] = ..."
)
MUST_FAIL = "test_hidden::test_parameter_without_dimensions"


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v[:] = beta1 * v + (1 - beta1) * p.grad
            s[:] = beta2 * s + (1 - beta2) * torch.square(p.grad)
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            p[:] -= lr * v_hat / (torch.sqrt(s_hat) + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
