"""sgd(params, lr, batch_size): one step, in place, with gradients that are sums over a minibatch."""

from autograder.checks import inplace
from autograder.checks.contract import OwnWork, writes
from autograder.checks.written import pasted_as

STEP = """for param, grad in zip(params, grads):
    param.requires_grad_().grad = grad
sgd(params, lr, batch_size)"""


def arguments(rng, count=2, n=3, d=2, lr=0.3, batch_size=1):
    shapes = [(n, d), (d,)][: min(count, 2)] + [(n,)] * (count - 2)
    return [rng.normal(*shape) for shape in shapes], [rng.normal(*shape) for shape in shapes], lr, batch_size


def stepped(ns, params, grads, lr, batch_size):
    for param, grad in zip(params, grads, strict=True):
        param.requires_grad_().grad = None if grad is None else grad.clone()
    inplace(ns.sgd)(list(params), lr, batch_size)  # in a list of its own: it is the tensors that should change


@pasted_as(f"{STEP}\nparams")
def after(ns, params, grads, lr, batch_size):
    """The parameters after one step with these gradients."""
    stepped(ns, params, grads, lr, batch_size)
    return [param.detach() for param in params]


contract = writes(
    "sgd(params, lr, batch_size)",
    after,
    arguments,
    sizes=[{"batch_size": 4}, {"count": 1}, {"count": 5, "batch_size": 3}, {"lr": 2.0, "batch_size": 256}, {"n": 100}],
    edges={
        "a parameter without a gradient": lambda rng: ([rng.normal(2), rng.normal(3)], [None, rng.normal(3)], 0.5, 2),
        "a number without dimensions": lambda rng: (
            [rng.normal(), rng.normal(2)],
            [rng.normal(), rng.normal(2)],
            0.5,
            2,
        ),
    },
    costs=("count", "n"),
    weights={"sizes": 6, "edges": 2, "left_behind": 6},
    titles={
        "values": "the parameters move against their gradients, by lr times the gradient",
        "sizes": "the gradient is divided by batch_size; parameters of any number and length",
        "edges": "a gradient that is None, and a number without dimensions",
    },
    own_work=OwnWork(names=("SGD", "sgd_", "optim", "_single_tensor_sgd"), ops=("optim.",)),
)
