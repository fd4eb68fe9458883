"""As a decorated function: the average by lerp_, the step by addcdiv_, gradients set to None."""

import torch


@torch.no_grad()
def rmsprop(params, states, hyperparams):
    lr, gamma = hyperparams["lr"], hyperparams["gamma"]
    for index, p in enumerate(params):
        g = p.grad
        if g is not None:
            states[index].lerp_(g.square(), 1 - gamma)
            p.addcdiv_(g, states[index].add(1e-6).sqrt_(), value=-lr)
            p.grad = None
