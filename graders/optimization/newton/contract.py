"""newton(x, f_grad, f_hess, eta, num_steps): all places on the way. Both functions are made on the submission's side."""

import torch

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting


@inside
def slope(x):
    """The gradient of a function that curves in every direction, and along diagonals too."""
    index = torch.arange(x.numel(), dtype=x.dtype, device=x.device)
    return (1 / (1 + (index[:, None] - index).abs())) @ x + x + x**3 / 3 - index


@inside
def curvature(x):
    """The second derivatives."""
    index = torch.arange(x.numel(), dtype=x.dtype, device=x.device)
    return 1 / (1 + (index[:, None] - index).abs()) + torch.diag(1 + x**2)


@inside
def way(newton, x, eta, num_steps):
    return newton(x, slope, curvature, eta, num_steps)


@inside
def of_numbers(newton, x, eta, num_steps):
    """Of numbers, or of tensors without dimensions: a root of x ** 3 + x - 5."""
    return newton(x, lambda x: x**3 + x - 5, lambda x: 3 * x * x + 1, eta, num_steps)


@inside
def are_tensors(newton, x, eta, num_steps):
    """Whether each place is a tensor, and each that f_grad and f_hess get."""
    given = []

    def f_grad(x):
        given.append(isinstance(x, torch.Tensor))
        return 2 * x

    def f_hess(x):
        given.append(isinstance(x, torch.Tensor))
        return 2.0

    return [isinstance(place, torch.Tensor) for place in newton(x, f_grad, f_hess, eta, num_steps)], given


@inside
def by_autograd(newton, x, eta, num_steps):
    """All derivatives come from autograd, so grad mode must be on while both run."""

    def f(x):
        return (x**4 / 12 + x**2).sum() + x.sum() ** 2 / 2

    def f_grad(x):
        x = x.detach().requires_grad_()
        return torch.autograd.grad(f(x), x)[0]

    return newton(x, f_grad, lambda x: torch.autograd.functional.hessian(f, x.detach()), eta, num_steps)


@inside
def of_kept_tensors(newton, x, eta, num_steps):
    """Both functions give the same tensors each time: what is done to them is seen in the next step."""
    g, h = slope(torch.ones_like(x)), curvature(torch.ones_like(x))
    return newton(x, lambda x: g, lambda x: h, eta, num_steps), g, h


@inside
def of_kept_numbers(newton, x, eta, num_steps):
    """So do they for a tensor without dimensions."""
    g, h = torch.ones_like(x), torch.ones_like(x) * 4
    return newton(x, lambda x: g, lambda x: h, eta, num_steps), g, h


def of_kept(ns, x, eta, num_steps):
    ask = of_kept_tensors if x.dim() else of_kept_numbers
    return ask(ns, ns.newton, x, eta, num_steps)


@inside
def of_numbers_at_a_hill(newton, x, eta, num_steps):
    """Of numbers, where the second derivative is negative."""
    return newton(x, lambda x: -2 * x - x**3 + 1, lambda x: -2 - 3 * x * x, eta, num_steps)


@inside
def at_a_hill(newton, x, eta, num_steps):
    """Of the same function upside down, whose second derivatives are negative."""
    return newton(x, lambda x: -slope(x), lambda x: -curvature(x), eta, num_steps)


@inside
def at_a_saddle(newton, x, eta, num_steps):
    """Of a function of two numbers that is a valley along one of them, and a hill along the other."""

    def f_grad(x):
        up, down = x[0], x[1]
        return torch.stack([3 * up + down + up**3 / 3, up - 2 * down - down**3 / 3])

    def f_hess(x):
        return torch.diag(torch.stack([3 + x[0] ** 2, -2 - x[1] ** 2])) + 1 - torch.eye(2).to(x)

    return newton(x, f_grad, f_hess, eta, num_steps)


@inside
def calls(newton, x, eta, num_steps):
    """Where both functions were called, as lists of their own copies."""
    slopes, curvatures = [], []

    def f_grad(x):
        slopes.append(x.clone())
        return slope(x)

    def f_hess(x):
        curvatures.append(x.clone())
        return curvature(x)

    newton(x, f_grad, f_hess, eta, num_steps)
    return slopes, curvatures


def arguments(rng, n=3, eta=0.75, num_steps=4):
    return rng.normal(n), eta, num_steps


def numbers(ns, x, eta, num_steps):
    return of_numbers(ns, ns.newton, x, eta, num_steps)


def hill(ns, x, eta, num_steps):
    ask = at_a_hill if isinstance(x, torch.Tensor) and x.dim() else of_numbers_at_a_hill
    return ask(ns, ns.newton, x, eta, num_steps)


def numbers_or_vectors(ns, x, eta, num_steps):
    return (asked if isinstance(x, torch.Tensor) else numbers)(ns, x, eta, num_steps)


def asked(ns, x, eta, num_steps):
    return way(ns, ns.newton, x, eta, num_steps)


def without_start(ns, x, eta, num_steps):
    return asked(ns, x, eta, num_steps)[1:]


# A slip in the list, or in the sign, is charged once.
SLIPS = [
    Setting("the start is missing", asked, right=without_start),
    Setting("one step too few", lambda ns, x, eta, num_steps: asked(ns, x, eta, num_steps + 1), right=asked),
    Setting("one step too many", lambda ns, x, eta, num_steps: asked(ns, x, eta, num_steps - 1), right=asked),
    Setting("uphill", lambda ns, x, eta, num_steps: asked(ns, x, -eta, num_steps), right=asked),
]

BASIS = ("test_values", "test_sizes", "test_numbers")
NO_GRAPH = "nothing is said about a graph of the places"
contract = function(
    "newton(x, f_grad, f_hess, eta, num_steps)",
    asked,
    arguments,
    sizes=[{"n": 1}, {"n": 2, "eta": 1.0}, {"num_steps": 1}, {"num_steps": 20, "eta": 0.3}, {"n": 10}],
    edges={
        "no step": lambda rng: (rng.normal(3), 1.0, 0),
        "steps that are too long": lambda rng: (rng.normal(3), 1.2, 3),
        "a place where the gradient is zero": lambda rng: (torch.zeros(1), 1.0, 3),
    },
    cases={
        "numbers": Case(
            4,
            "of a number, the second derivative is a number, and so are the places",
            {
                "x = 2.0": lambda rng: (2.0, 1.0, 4),
                "x = -1.5 with eta = 0.5": lambda rng: (-1.5, 0.5, 3),
                "x = 3": lambda rng: (3, 1.0, 4),
            },
            call=numbers,
        ),
        "kinds": Case(
            2,
            "of a number, no place is a tensor",
            lambda rng: (2.0, 0.25, 3),
            call=lambda ns, x, eta, num_steps: are_tensors(ns, ns.newton, x, eta, num_steps),
            of="whether the places, and those that the two functions get, are tensors",
            requires_one_of=BASIS,
        ),
        "without_dimensions": Case(
            4, "so it is of a tensor without dimensions", lambda rng: (rng.normal(), 0.5, 3), call=numbers
        ),
        "autograd": Case(
            2,
            "f_grad and f_hess may use autograd",
            call=lambda ns, x, eta, num_steps: by_autograd(ns, ns.newton, x, eta, num_steps),
        ),
        "calls": Case(
            2,
            "f_grad and f_hess are called once for each step, where the way has come to",
            call=lambda ns, x, eta, num_steps: calls(ns, ns.newton, x, eta, num_steps),
            of="the places at which f_grad and f_hess are called",
        ),
        "kept_tensors": Case(
            2,
            "what f_grad and f_hess return is left as it is: it may be the same tensor each time",
            {"a vector": arguments, "a tensor without dimensions": lambda rng: (rng.normal(), 0.5, 3)},
            call=of_kept,
            of="the places, and the tensors that f_grad and f_hess return each time",
            requires_one_of=BASIS,
        ),
        "hill": Case(
            2,
            "the second derivatives may be negative, as on a hill",
            {
                "a vector": arguments,
                "a number": lambda rng: (1.5, 0.75, 3),
                "a tensor without dimensions": lambda rng: (rng.normal(), 0.75, 3),
            },
            call=hill,
        ),
        "saddle": Case(
            2,
            "they may have either sign, as at a saddle",
            lambda rng: (rng.normal(2), 0.75, 4),
            call=lambda ns, x, eta, num_steps: at_a_saddle(ns, ns.newton, x, eta, num_steps),
        ),
        "arrived": Case(
            2,
            "the list has num_steps + 1 places, too, where the way has arrived before",
            {
                "x = 2.0": lambda rng: (2.0, 1.0, 12),
                "x = 1.0": lambda rng: (1.0, 1.0, 20),
                "a vector": lambda rng: (rng.normal(3), 1.0, 15),
            },
            call=numbers_or_vectors,
        ),
        "many_steps": Case(
            4, "2,000 steps are as right as two", lambda rng: (2.0, 0.005, 2000), call=numbers, requires_one_of=BASIS
        ),
    },
    settings=SLIPS,
    basis=BASIS,
    costs=("num_steps",),
    weights={"sizes": 3, "edges": 2, "unmodified": 2},
    titles={
        "values": "each step is the gradient, through the inverse of the matrix of second derivatives",
        "edges": "no step, and the list holds the start alone; a gradient of zero; eta above 1",
        "unmodified": "x itself stays where it is",
    },
    without={
        **dict.fromkeys(("gradients", "gradcheck", "edge_gradients"), NO_GRAPH),
        "half": "linear equations are not solved in 16 bits",
    },
    own_work=OwnWork(names=("optim", "LBFGS", "minimize"), ops=("optim.",), elementary=False),
)
