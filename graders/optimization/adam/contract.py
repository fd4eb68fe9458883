"""adam(params, states, hyperparams): one step, in place, with running averages that are corrected for the number of steps.

Most tests use gradients of ordinary size in float32, where neither the place nor the value of eps can be seen, and leave
the hyperparameters at their defaults: a fault in eps, or betas that are fixed, costs the points for that and no others. For
the same reason each of them gives `t`; only a test by hand relies on its being advanced. In float64, gradients are so large
that eps vanishes there, too.

What the function returns does not matter. Nothing is asked of parameters without a gradient, or of keys that an answer adds
to the dictionary, such as defaults: the contract promises none of these. A loop over the elements is slow but right; what
is asked of the cost is that it goes through them once.
"""

import torch
from hypothesis import strategies as st

from autograder.checks import fail, inplace
from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, writes
from autograder.checks.inputs import sizes
from autograder.checks.sampling import small
from autograder.checks.written import pasted_as

from .stages import place

CALL = "adam(params, states, hyperparams)"
STEP = f"for p, g in zip(params, grads):\n    p.requires_grad_().grad = g\n{CALL}"
# A learning rate that makes a later step as long as p is large: then a small fault of the averages is no rounding error.
FAR = 10.0
# A property counts with right values of one of these.
RIGHT = ("test_first_step", "test_values", "test_average", "test_square_average")


def arguments(rng, count=1, n=2, d=3, t=7, lr=FAR, scale=1.0, fresh=False):
    """Parameters, gradients, states (v, s) as in the middle of a training, or zero, and hyperparameters."""
    shapes = [(n, d), (d,), (n, 1, d), (n,), (d, d)] + [(d,)] * (count - 5)
    shapes = shapes[:count]
    params, grads = [rng.normal(*shape) for shape in shapes], [ordinary(rng, *shape, scale=scale) for shape in shapes]
    states = [used(rng, *shape, scale=0.0 if fresh else scale) for shape in shapes]
    return params, grads, states, {"lr": lr, "t": t}


def ordinary(rng, *shape, scale=1.0):
    """Numbers of either sign whose magnitude is between 0.5 and 2 times `scale`."""
    magnitude = rng.uniform(*shape, low=0.5, high=2.0) * scale
    return torch.where(rng.uniform(*shape, low=-1.0) < 0, -magnitude, magnitude)


def used(rng, *shape, scale=1.0):
    return ordinary(rng, *shape, scale=scale), rng.uniform(*shape, low=0.5, high=2.0) * scale**2


@pasted_as(f"{STEP}\nparams")
def stepped(ns, params, grads, states, hyperparams):
    for p, g in zip(params, grads, strict=True):
        p.requires_grad_().grad = g
    # In lists of its own, whose entries it may exchange: it is the tensors that should change.
    inplace(ns.adam)(list(params), [type(state)(state) for state in states], hyperparams)
    return [p.detach() for p in params]


@pasted_as(f"{STEP}\nparams")
def moved(ns, params, grads, states, hyperparams):
    """The parameters after a step. One that leaves them all as they were costs nothing and uses nothing: it earns nothing."""
    before = [p.detach().clone() for p in params]
    after = stepped(ns, params, grads, states, hyperparams)
    if all(torch.equal(a, b) for a, b in zip(after, before, strict=True)):
        fail("{call} leaves every parameter as it was", call=CALL)
    return after


@pasted_as(f"{STEP}\n[v for v, _ in states]")
def average(ns, params, grads, states, hyperparams):
    stepped(ns, params, grads, states, hyperparams)
    return [v.detach() for v, _ in states]


@pasted_as(f"{STEP}\n[s for _, s in states]")
def square_average(ns, params, grads, states, hyperparams):
    stepped(ns, params, grads, states, hyperparams)
    return [s.detach() for _, s in states]


@pasted_as(f"{STEP}\nparams, [v for v, _ in states], [s for _, s in states]")
def everything(ns, params, grads, states, hyperparams):
    """Parameters, v and s after a step."""
    after = stepped(ns, params, grads, states, hyperparams)
    return after, [v.detach() for v, _ in states], [s.detach() for _, s in states]


def drawn(*, given=None, **some):
    """Arguments of the given sizes, with other hyperparameters."""

    def edge(rng):
        *rest, hyperparams = arguments(rng, **some)
        return *rest, {**hyperparams, **(given or {})}

    return edge


def few(**some):
    """Small arguments of a first step, or of the third."""
    fixed = {name: st.just(value) for name, value in some.items()}
    return small(arguments, {"n": st.just(1), "d": sizes(2), **fixed})


def with_zeros(rng):
    params, [g], states, hyperparams = arguments(rng, t=1, lr=0.1, fresh=True)
    g[0, 1] = g[1, 2] = 0.0
    return params, [g], states, hyperparams


def states_as_lists(rng):
    params, grads, states, hyperparams = arguments(rng, count=5, t=3)
    return params, grads, [list(state) for state in states], hyperparams


def without_dimensions(rng):
    """One number that no fault leaves as it is."""
    p, g = rng.uniform(low=2.0, high=3.0), rng.uniform(low=1.5, high=2.0)
    return [p], [g], [used(rng)], {"lr": 0.1, "t": 3}


FORMS = ({"scale": 1e4, "lr": 0.1},)  # next to gradients so large, eps vanishes in float64 too
FIRST = {"t": 1, "lr": 0.1, "fresh": True}
IN_TRAINING = {"the first step": drawn(t=1, lr=0.1), "the third step": drawn(t=3, lr=0.1)}

contract = writes(
    CALL,
    moved,
    arguments,
    sizes=[
        {"t": 2},
        {"t": 1000},
        {"count": 5, "t": 3},
        {"n": 16, "d": 20, "t": 2},
        {"n": 257, "d": 2, "t": 2},
        {"d": 300, "t": 2},
    ],
    forms=FORMS,
    cases={
        "first_step": Case(
            3,
            "the first step moves each element by the learning rate, against its gradient",
            drawn(**FIRST),
            search=few(**FIRST),
            place=place,
        ),
        "average": Case(
            2,
            "v is updated in place, and kept without correction",
            IN_TRAINING,
            call=average,
            of=f"after {CALL}, v of each",
            search=few(lr=0.1),
            place=place,
        ),
        "square_average": Case(
            3,
            "s is updated in place, and kept without correction",
            IN_TRAINING,
            call=square_average,
            of=f"after {CALL}, s of each",
            search=few(lr=0.1),
            place=place,
        ),
        "eps": Case(
            2,
            "tiny gradients show eps: 1e-6, outside the root, next to the corrected average",
            {
                "gradients near 1e-6 in the first step": drawn(d=6, scale=1e-6, **FIRST),
                "gradients near 1e-6 in the fifth step": drawn(d=6, scale=1e-6, t=5, lr=0.1),
            },
            dtype=torch.float64,
            tolerance=1e-6,
            search=few(scale=1e-6, **FIRST),
        ),
        "eps_of_zero": Case(
            1,
            "a given eps of 0 is 0",
            {"gradients near 1e-6 in the first step": drawn(d=6, scale=1e-6, given={"eps": 0.0}, **FIRST)},
            dtype=torch.float64,
            tolerance=1e-6,
        ),
        "zero_gradient": Case(
            1,
            "an element whose gradient has always been zero stays where it is",
            with_zeros,
            call=stepped,
            requires="test_first_step",
        ),
        "given_hyperparameters": Case(
            2,
            "beta1, beta2 and eps are taken from the hyperparameters where they are given",
            {
                ", ".join(f"{name} = {value}" for name, value in given.items()): drawn(t=3, lr=0.3, given=given)
                for given in ({"beta1": 0.6}, {"beta2": 0.9}, {"eps": 0.5}, {"beta1": 0.0, "beta2": 0.5, "eps": 1e-3})
            },
            call=everything,
            of=f"after {CALL}, (params, v of each, s of each)",
        ),
        "states_as_lists": Case(1, "each parameter has its own states, in tuples or lists", states_as_lists),
        "parameter_without_dimensions": Case(
            1,
            "a parameter without dimensions, such as a scale, is updated as well",
            without_dimensions,
            call=everything,
            of=f"after {CALL}, (params, v of each, s of each)",
            aside=True,
        ),
    },
    basis=RIGHT,
    costs={"count": {"count": 2}, "n": {}, "d": {}},
    weights={"values": 3, "sizes": 3},
    titles={
        "values": "a later step uses both averages, corrected for the number of steps",
        "sizes": "parameters of any number and shape are updated, at any step",
        "dtype": "float64 parameters are updated as precisely as that",
        "layouts": "parameters and states may be transposed or strided views of memory",
        "device": "the parameters stay on their device",
        "own_work": "adam is written without torch.optim",
    },
    without={"half": "the contract promises float32 and float64 alone"},
    own_work=OwnWork(
        names=(
            "optim",
            "adam",
            "Adam",
            "AdamW",
            "Adamax",
            "NAdam",
            "RAdam",
            "SparseAdam",
            "_fused_adam_",
            "_fused_adamw_",
            "_single_tensor_adam",
            "_multi_tensor_adam",
        ),
        ops=("optim.", "_fused_adam_", "_fused_adamw_", "_fused_adam", "_fused_adamw"),
    ),
    place=place,
)
