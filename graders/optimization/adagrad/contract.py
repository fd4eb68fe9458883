"""adagrad(params, states, hyperparams): one step, in place, divided by the root of the sum of all squared gradients.

A slip in the sum is charged once: the step is asked with the sum that an answer itself has kept. Ordinary gradients are so
large that eps cannot be seen next to them; those that show it have a test of their own.
"""

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, writes
from autograder.checks.optimisers import Optimiser
from autograder.checks.settings import Setting

OPTIMISER = Optimiser("adagrad", {"s": 2})
# Next to gradients so large, eps vanishes in float64 too.
FORM = {"scale": 1e4}


def arguments(rng, count=2, n=3, d=2, lr=0.3, scale=100.0):
    return *OPTIMISER.drawn(rng, count, n, d, scale), {"lr": lr}


def from_rest(rng, scale=1e-3):
    """Gradients whose squares are about as small as eps, and one of zero, in the first step."""
    params, grads, states, hyperparams = arguments(rng, scale=scale)
    grads[1][0] = 0.0
    return params, grads, OPTIMISER.rested(states), hyperparams


def one_without_gradient(rng):
    params, grads, states, hyperparams = arguments(rng, **FORM)
    return params, [None, grads[1]], states, hyperparams


def without_dimensions(rng):
    return [rng.normal()], [rng.normal(std=1e4)], [OPTIMISER.state(rng, scale=1e4)], {"lr": 0.5}


# lr times the gradient, if the step is right, whatever the sum has become.
step = OPTIMISER.divided(1e-6)
sums, AFTER = OPTIMISER.kept("s"), f"after {OPTIMISER.of}"

contract = writes(
    OPTIMISER.of,
    OPTIMISER.parameters,
    arguments,
    sizes=[{"lr": 1.5}, {"count": 1}, {"count": 5}, {"n": 100, "lr": 0.01}, {"scale": 1.0}],
    forms=(FORM,),
    edges={"a parameter without a gradient": one_without_gradient, "a number without dimensions": without_dimensions},
    cases={
        "sum": Case(
            4,
            "the squared gradients are added to s, in place",
            {"ordinary gradients": arguments, "tiny gradients": from_rest},
            call=sums,
            of=f"{AFTER}, states",
        ),
        "step": Case(
            3, "the step is divided by the root of s as it then is", call=step, of=f"{AFTER}, sqrt(s) times step"
        ),
        "eps": Case(
            2, "tiny gradients show eps: 1e-6, inside the root", {"tiny gradients in the first step": from_rest}
        ),
        "sum_without_gradient": Case(
            1, "a parameter without a gradient keeps its s", one_without_gradient, call=sums, of=f"{AFTER}, states"
        ),
    },
    settings=[Setting("its own sum", step), Setting("the sum", sums, not_for=("sizes",))],
    basis=("test_values", "test_sum", "test_step"),
    costs=("count", "n"),
    weights={"sizes": 3, "edges": 2},
    titles={
        "values": "the parameters move against their gradients",
        "edges": "a gradient that is None, and a number without dimensions",
    },
    without={"half": "the contract promises float32 and float64 alone"},
    own_work=OwnWork(
        names=("optim", "Adagrad", "adagrad", "_single_tensor_adagrad", "_fused_adagrad_"),
        ops=("optim.", "_fused_adagrad_", "_fused_adagrad"),
    ),
)
