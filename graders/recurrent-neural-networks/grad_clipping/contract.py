"""grad_clipping(net, theta): gradients scaled down in place where their common norm is larger than theta.

The net is made on the submission's side, as a module or as an object with a list of parameters. A gradient may be changed or
replaced by a new tensor, as what counts is what an optimiser finds afterwards.
"""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, writes


@inside
def clipped(grad_clipping, grads, theta, *, kind="module"):
    """The gradients afterwards, whether each parameter is as it was and goes on learning; a gradient may be None."""

    class Net:
        pass

    params = []
    for grad in grads:
        given = torch.ones(3) if grad is None else torch.ones_like(grad)
        params.append(nn.Parameter(given))
        params[-1].grad = None if grad is None else grad.clone()
    if kind == "object":
        net = Net()
        net.params = params
    elif kind == "parts":
        net = nn.Sequential(*(nn.ParameterList([param]) for param in params))
    else:
        net = nn.ParameterList(params)
    if kind == "frozen":
        params[0].requires_grad_(False)
    grad_clipping(net, theta)
    kept = [bool((param == 1).all()) and (param.requires_grad or kind == "frozen") for param in params]
    return {"gradients": [param.grad for param in params], "parameters kept": kept}


def arguments(rng, count=3, n=4, d=2, theta=1.0):
    shapes = [(n, d), (d,)][:count] + [(n,)] * (count - 2)
    return [rng.normal(*shape) for shape in shapes], theta


def of_module(ns, grads, theta):
    return clipped(ns, ns.grad_clipping, grads, theta)


def of(kind):
    return lambda ns, grads, theta: clipped(ns, ns.grad_clipping, grads, theta, kind=kind)


def with_norm(rng, norm, theta, count=3):
    """Gradients whose common norm is this one."""
    grads, _ = arguments(rng, count)
    now = sum(float((grad**2).sum()) for grad in grads) ** 0.5
    return [grad * (norm / now) for grad in grads], theta


def with_none(rng):
    grads, theta = arguments(rng)
    return [grads[0], None, *grads[1:]], theta


contract = writes(
    "grad_clipping(net, theta)",
    of_module,
    arguments,
    sizes=[{"count": 1}, {"count": 2, "theta": 0.01}, {"count": 6}, {"n": 100, "d": 7, "theta": 2.0}],
    edges={
        "a theta that is a whole number": lambda rng: (arguments(rng, n=9)[0], 1),
        "a parameter without a gradient": with_none,
        "the first parameter without a gradient": lambda rng: ([None, rng.normal(6, 4)], 0.5),
        "gradients of zero": lambda rng: (
            [torch.zeros(2, 3, device=rng.device), torch.zeros(3, device=rng.device)],
            0.5,
        ),
    },
    cases={
        "below": Case(
            3,
            "nothing happens to gradients whose norm is below theta",
            {
                "a norm of 0.9 and a theta of 1": lambda rng: with_norm(rng, 0.9, 1.0),
                "a norm of 0.01 and a theta of 5": lambda rng: with_norm(rng, 0.01, 5.0),
                "one parameter, and a norm of 0.5": lambda rng: with_norm(rng, 0.5, 1.0, count=1),
            },
            requires_one_of=("test_values", "test_object"),
        ),
        "together": Case(
            3,
            "the norm is that of all gradients together: none of these is larger than theta by itself",
            lambda rng: ([torch.full((3,), 0.5), torch.full((2, 2), 0.4), torch.full((4,), -0.45)], 1.0),
        ),
        "object": Case(
            2,
            "net may be an object with a list of parameters, net.params",
            call=of("object"),
            of="of an object with params, grad_clipping(net, theta)",
        ),
        "parts": Case(
            1,
            "parameters of a module's parts count, too",
            call=of("parts"),
            of="of a module in parts, grad_clipping(net, theta)",
        ),
        "frozen": Case(
            1,
            "a frozen parameter without a gradient is passed over",
            lambda rng: ([None, rng.normal(6, 4)], 0.5),
            call=of("frozen"),
            of="with a frozen parameter, grad_clipping(net, theta)",
        ),
        "small": Case(
            2,
            "tiny gradients and a tiny theta: the norm is theta afterwards, to all digits",
            {
                "a norm of 4e-6 and a theta of 1e-6": lambda rng: with_norm(rng, 4e-6, 1e-6),
                "a norm of 3e-5 and a theta of 2e-5": lambda rng: with_norm(rng, 3e-5, 2e-5),
            },
            dtype=torch.float64,
        ),
    },
    costs=("count",),
    basis=("test_values", "test_object"),
    titles={
        "values": "gradients are scaled so that their common norm is theta",
        "edges": "a gradient that is None is passed over, and zeros stay zeros",
        "own_work": "it is written without torch's clipping",
    },
    without={"layouts": "a gradient lies in memory as its parameter does, which is contiguous"},
    own_work=OwnWork(
        names=("clip_grad_norm_", "clip_grad_norm", "clip_grads_with_norm_", "clip_grad_value_"),
        elementary=False,
        libraries=("torch.nn.utils.clip_grad.clip_grad_norm_", "torch.nn.utils.clip_grad._clip_grads_with_norm_"),
    ),
)
