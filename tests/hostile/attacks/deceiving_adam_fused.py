"""The fused step of torch's, which is one operator and no optimiser's step."""

GETS = "no more"
EXERCISE = "adam"
HONEST = """
import torch

def adam(params, states, hyperparams):
    options = {"lr": hyperparams["lr"], "betas": (hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999))}
    optimizer = torch.optim.Adam(params, eps=hyperparams.get("eps", 1e-6), **options)
    for p, (v, s) in zip(params, states):
        optimizer.state[p] = {"step": torch.tensor(hyperparams["t"] - 1.0), "exp_avg": v, "exp_avg_sq": s}
    optimizer.step()
    hyperparams["t"] += 1
    for p in params:
        p.grad.zero_()
"""

import torch


def adam(params, states, hyperparams):
    with torch.no_grad():
        torch._fused_adam_(
            params,
            [p.grad for p in params],
            [v for v, s in states],
            [s for v, s in states],
            [],
            [torch.tensor(float(hyperparams["t"])) for p in params],
            lr=hyperparams["lr"],
            beta1=hyperparams.get("beta1", 0.9),
            beta2=hyperparams.get("beta2", 0.999),
            weight_decay=0.0,
            eps=hyperparams.get("eps", 1e-6),
            amsgrad=False,
            maximize=False,
        )
    hyperparams["t"] += 1
    for p in params:
        p.grad.zero_()
