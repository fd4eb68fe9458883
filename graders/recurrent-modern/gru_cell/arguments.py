"""Arguments of a step of a GRU, and its gradients for them, by name."""

import itertools

import torch

from autograder.checks import fail, gradients

GATES = (("W_xz", "W_hz", "b_z"), ("W_xr", "W_hr", "b_r"), ("W_xh", "W_hh", "b_h"))
NAMES = tuple(itertools.chain(*GATES))


def shapes(d, h):
    return 3 * [(d, h), (h, h), (h,)]


def step_arguments(rng, n, d, h, *, dtype=torch.float32, requires_grad=False):
    options = {"dtype": dtype, "requires_grad": requires_grad}
    params = tuple(rng.normal(*shape, std=0.7, **options) for shape in shapes(d, h))
    return rng.normal(n, d, **options), rng.uniform(n, h, low=-1, high=1, **options), params


def saturated(X, H, params):
    """The arguments with one unit for each way in which gates and candidate can go to their ends, biased by 1000."""
    signs = list(itertools.product((-1000.0, 1000.0), repeat=3))
    for bias, column in zip(params[2::3], zip(*signs, strict=True), strict=True):
        bias.copy_(torch.tensor(column))
    return X, H, params


def in_training(X, H, params):
    """The arguments, all of which require gradients."""
    return X.requires_grad_(), H.requires_grad_(), tuple(p.requires_grad_() for p in params)


def trained(params):
    """The names of the parameters that require gradients."""
    return [name for name, p in zip(NAMES, params, strict=True) if p.requires_grad]


def named(names, found):
    """Gradients by name; fails where one is missing."""
    for name, gradient in zip(names, found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the result does not use it (was a line copied, and one name left as it was?), or something in "
                "between is outside the graph",
                name=name,
            )
    return dict(zip(names, found, strict=True))


def gradients_of(step):
    """Gradients by name of `step`, for X, H and the parameters that require one; fails where one is missing."""

    def gradients_of_step(ns, X, H, params):
        inputs = [name for name, t in (("X", X), ("H", H)) if t.requires_grad]
        return named((*inputs, *trained(params)), gradients(lambda *args: step(ns, *args), X, H, params))

    return gradients_of_step
