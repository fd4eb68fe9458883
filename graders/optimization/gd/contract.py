"""gd(x, f_grad, eta, num_steps): all places on the way. f_grad is made on the submission's side."""

import torch

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting


@inside
def slope(x):
    """A gradient that is not linear, different in each element, and in which every element depends on all."""
    weights = torch.arange(1, x.numel() + 1, dtype=x.dtype, device=x.device).reshape(x.shape) / x.numel()
    return weights * x + x**3 / 10 + x.mean()


@inside
def way(gd, x, eta, num_steps):
    return gd(x, slope, eta, num_steps)


@inside
def of_numbers(gd, x, eta, num_steps):
    """Of Python's numbers, no tensor among them."""
    return gd(x, lambda x: 2 * x - 1 / (1 + x * x), eta, num_steps)


@inside
def are_tensors(gd, x, eta, num_steps):
    """Whether each place is a tensor, and each that f_grad gets."""
    given = []

    def f_grad(x):
        given.append(isinstance(x, torch.Tensor))
        return 2 * x

    return [isinstance(place, torch.Tensor) for place in gd(x, f_grad, eta, num_steps)], given


@inside
def by_autograd(gd, x, eta, num_steps):
    """Every gradient comes from autograd, so grad mode must be on while f_grad runs."""

    def f_grad(x):
        x = x.detach().requires_grad_()
        (x**4 / 40 + x**2 / 2).sum().backward()
        return x.grad

    return gd(x, f_grad, eta, num_steps)


@inside
def calls(gd, x, eta, num_steps):
    """Where f_grad was called, as a list of its own copies."""
    found = []

    def f_grad(x):
        found.append(x.clone())
        return slope(x)

    gd(x, f_grad, eta, num_steps)
    return found


@inside
def of_kept_gradients(gd, x, eta, num_steps):
    """f_grad gives the same tensor each time, as a straight slope may: what is done to it is seen in the next step."""
    g = torch.arange(1, x.numel() + 1, dtype=x.dtype, device=x.device).reshape(x.shape)
    return gd(x, lambda x: g, eta, num_steps), g


def arguments(rng, n=4, m=2, eta=0.2, num_steps=5):
    return rng.normal(n, m), eta, num_steps


def asked(ns, x, eta, num_steps):
    return way(ns, ns.gd, x, eta, num_steps)


def without_start(ns, x, eta, num_steps):
    return asked(ns, x, eta, num_steps)[1:]


# A slip in the list, or in the sign, is charged once.
SLIPS = [
    Setting("the start is missing", asked, right=without_start),
    Setting("one step too few", lambda ns, x, eta, num_steps: asked(ns, x, eta, num_steps + 1), right=asked),
    Setting("one step too many", lambda ns, x, eta, num_steps: asked(ns, x, eta, num_steps - 1), right=asked),
    Setting("uphill", lambda ns, x, eta, num_steps: asked(ns, x, -eta, num_steps), right=asked),
]

BASIS = ("test_values", "test_sizes")
NO_GRAPH = "nothing is said about a graph of the places"
contract = function(
    "gd(x, f_grad, eta, num_steps)",
    asked,
    arguments,
    sizes=[{"n": 1, "m": 1}, {"num_steps": 1}, {"num_steps": 30, "eta": 0.05}, {"n": 50}],
    edges={
        "no step": lambda rng: (rng.normal(3), 0.2, 0),
        "a tensor without dimensions": lambda rng: (rng.normal(), 0.2, 3),
        "a vector": lambda rng: (rng.normal(3), 0.2, 3),
        "a place where the gradient is zero": lambda rng: (torch.zeros(3), 0.2, 4),
    },
    cases={
        "numbers": Case(
            3,
            "a number gives numbers",
            {
                "x = 2.0": lambda rng: (2.0, 0.25, 6),
                "x = -1.5": lambda rng: (-1.5, 0.1, 0),
                "x = 3": lambda rng: (3, 0.25, 4),
            },
            call=lambda ns, x, eta, num_steps: of_numbers(ns, ns.gd, x, eta, num_steps),
        ),
        "kinds": Case(
            2,
            "of a number, no place is a tensor",
            lambda rng: (2.0, 0.25, 3),
            call=lambda ns, x, eta, num_steps: are_tensors(ns, ns.gd, x, eta, num_steps),
            of="whether the places, and those that f_grad gets, are tensors",
            requires_one_of=BASIS,
        ),
        "arrived": Case(
            2,
            "the list has num_steps + 1 places, too, where the way has arrived before, or goes ever further away",
            {
                "x = 2.0": lambda rng: (2.0, 0.25, 60),
                "x = -1.5": lambda rng: (-1.5, 0.3, 80),
                "eta = 1.5": lambda rng: (2.0, 1.5, 50),
            },
            call=lambda ns, x, eta, num_steps: of_numbers(ns, ns.gd, x, eta, num_steps),
        ),
        "autograd": Case(
            2,
            "f_grad may use autograd",
            call=lambda ns, x, eta, num_steps: by_autograd(ns, ns.gd, x, eta, num_steps),
        ),
        "calls": Case(
            2,
            "f_grad is called once for each step, where the way has come to",
            call=lambda ns, x, eta, num_steps: calls(ns, ns.gd, x, eta, num_steps),
            of="the places at which f_grad is called",
        ),
        "kept_gradients": Case(
            2,
            "what f_grad returns is left as it is: it may be the same tensor each time",
            call=lambda ns, x, eta, num_steps: of_kept_gradients(ns, ns.gd, x, eta, num_steps),
            of="the places, and the tensor that f_grad returns each time",
            requires_one_of=BASIS,
        ),
        "many_steps": Case(
            4,
            "there may be thousands of steps",
            lambda rng: (2.0, 0.001, 2000),
            call=lambda ns, x, eta, num_steps: of_numbers(ns, ns.gd, x, eta, num_steps),
        ),
    },
    settings=SLIPS,
    basis=BASIS,
    weights={"sizes": 3, "edges": 2, "unmodified": 2},
    titles={
        "values": "each place is the one before, moved against its gradient",
        "edges": "no step, a tensor without dimensions, a vector, a gradient of zero",
        "unmodified": "x itself stays where it is",
    },
    without=dict.fromkeys(("gradients", "gradcheck", "edge_gradients"), NO_GRAPH),
    own_work=OwnWork(names=("optim", "SGD", "sgd_", "_single_tensor_sgd", "minimize"), ops=("optim.",)),
)
