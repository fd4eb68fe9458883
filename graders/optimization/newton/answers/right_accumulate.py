"""By the factors of LU; itertools does the loop."""

import itertools

import torch


def newton(x, f_grad, f_hess, eta, num_steps):
    def step(place, _):
        g, h = f_grad(place), f_hess(place)
        if getattr(h, "ndim", 0) < 2:
            return place - eta * g / h
        factors, pivots = torch.linalg.lu_factor(h)
        return place - eta * torch.linalg.lu_solve(factors, pivots, g[:, None])[:, 0]

    return list(itertools.accumulate(range(num_steps), step, initial=x))
