"""By Cholesky's factors, as if the curvature were always positive; itertools does the loop."""

import itertools

import torch

HINT = "Cholesky's factors exist only where the function curves upwards in every direction. On a hill or at a saddle the matrix can be inverted, but cholesky raises an exception. Solve the system with torch.linalg.solve."
MUST_FAIL = "test_hidden::test_saddle"


def newton(x, f_grad, f_hess, eta, num_steps):
    def step(place, _):
        g, h = f_grad(place), f_hess(place)
        if getattr(h, "ndim", 0) < 2:
            return place - eta * g / h
        factor = torch.linalg.cholesky(h)
        return place - eta * torch.cholesky_solve(g[:, None], factor)[:, 0]

    return list(itertools.accumulate(range(num_steps), step, initial=x))
