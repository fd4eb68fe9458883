"""The fused step of torch's, which is one operator and no optimiser's step."""

GETS = "no more"
EXERCISE = "adam"
HONEST = """
import torch
from torch.optim.adam import adam as theirs

def adam(params, states, hyperparams):
    with torch.no_grad():
        theirs(
            params,
            [p.grad for p in params],
            [v for v, s in states],
            [s for v, s in states],
            [],
            [torch.tensor(hyperparams["t"] - 1.0) for p in params],
            amsgrad=False,
            beta1=hyperparams.get("beta1", 0.9),
            beta2=hyperparams.get("beta2", 0.999),
            lr=hyperparams["lr"],
            weight_decay=0,
            eps=hyperparams.get("eps", 1e-6),
            maximize=False,
        )
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
