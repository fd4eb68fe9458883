"""Gradients of other shapes and kinds, parameters that are none any more: nothing is computed from them."""

GETS = "no more"
EXERCISE = "adam"
HONEST = "def adam(params, states, hyperparams):\n    hyperparams['t'] += 1\n"

import torch


def adam(params, states, hyperparams):
    for p, (v, s) in zip(params, states):
        p.grad = None
        p.requires_grad_(False)
        p.data = torch.full((1, 0, 3), float("nan"), dtype=torch.float64)
        p.requires_grad_(True)
        p.grad = torch.full((1, 0, 3), float("nan"), dtype=torch.float64)
        v.set_(torch.zeros(2**10, 2**10))
        s.data = s.data.expand(2**8, *s.shape)
    hyperparams["t"] = float("nan")
    hyperparams["lr"] = torch.zeros(2**10, 2**10)
