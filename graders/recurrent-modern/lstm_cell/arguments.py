"""Arguments of a step of an LSTM, and its gradients for them, by name."""

import itertools

import torch

from autograder.checks import fail, gradients

GATES = (("W_xi", "W_hi", "b_i"), ("W_xf", "W_hf", "b_f"), ("W_xo", "W_ho", "b_o"), ("W_xc", "W_hc", "b_c"))
NAMES = tuple(itertools.chain(*GATES))


def shapes(d, h):
    return 4 * [(d, h), (h, h), (h,)]


def step_arguments(rng, n, d, h, *, dtype=torch.float32, requires_grad=False):
    options = {"dtype": dtype, "requires_grad": requires_grad}
    params = tuple(rng.normal(*shape, std=0.7, **options) for shape in shapes(d, h))
    state = rng.uniform(n, h, low=-1, high=1, **options), rng.normal(n, h, **options)
    return rng.normal(n, d, **options), state, params


def saturated(X, state, params, *, largest=1.0):
    """The arguments with one unit for each way in which gates and candidate can go to their ends, biased by 1000.

    The memories of all examples but the first are `largest` times as large.
    """
    signs = list(itertools.product((-1000.0, 1000.0), repeat=4))
    for bias, column in zip(params[2::3], zip(*signs, strict=True), strict=True):
        bias.copy_(torch.tensor(column))
    state[1][1:] *= largest
    return X, state, params


def in_training(X, state, params):
    """The arguments, all of which require gradients."""
    for tensor in (X, *state, *params):
        tensor.requires_grad_()
    return X, state, params


def trained(params):
    """The names of the parameters that require gradients."""
    return [name for name, p in zip(NAMES, params, strict=True) if p.requires_grad]


def named(names, found):
    """Gradients by name; fails where one is missing."""
    for name, gradient in zip(names, found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the results do not use it (was a line copied, and one name left as it was?), or something in "
                "between is outside the graph",
                name=name,
            )
    return dict(zip(names, found, strict=True))


def gradients_of(step, *, seed=0):
    """Gradients by name of `step`, for X, the state and the parameters that require one; fails where one is missing."""

    def gradients_of_step(ns, X, state, params):
        inputs = [name for name, t in zip(("X", "H", "C"), (X, *state), strict=True) if t.requires_grad]
        found = gradients(lambda *args: step(ns, *args), X, state, params, seed=seed)
        return named((*inputs, *trained(params)), found)

    return gradients_of_step
