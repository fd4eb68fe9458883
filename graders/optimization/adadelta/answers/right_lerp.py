"""Decorated; averages by lerp_, the ratio of the roots by rsqrt, gradients set to None."""

import torch

EPS = 1e-5


@torch.no_grad()
def adadelta(params, states, hyperparams):
    new = 1 - hyperparams["rho"]
    for index, p in enumerate(params):
        if p.grad is not None:
            average, steps = states[index]
            average.lerp_(p.grad.square(), new)
            move = p.grad.mul((steps + EPS).sqrt_()).mul_((average + EPS).rsqrt_())
            steps.lerp_(move.square(), new)
            p.sub_(move)
            p.grad = None
