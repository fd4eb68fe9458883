"""What is special about numerical_gradient: what f returns, how often it is called, and what happens to x meanwhile."""

import torch

from autograder.checks import fail, inside, points
from autograder.checks.byhand import case

from .contract import arguments, bowl, contract


@inside
def of_numbers(numerical_gradient, x):
    """f gives a Python number, and h is left out."""
    return numerical_gradient(lambda p: bowl(p).item(), x)


@inside
def calls(numerical_gradient, x, h):
    """For each call of f, whether x was then as it was before."""
    before, found = x.clone(), []

    def f(p):
        found.append(torch.equal(x, before))
        return (p**2).sum()

    numerical_gradient(f, x, h)
    return found


@inside
def shapes(numerical_gradient, x, h):
    """The shape of each place that f gets."""
    found = []

    def f(p):
        found.append(list(p.shape))
        return (p**2).sum()

    numerical_gradient(f, x, h)
    return found


@inside
def of_views(numerical_gradient, x, h):
    """f gives an element of its argument, which changes when that does."""
    return numerical_gradient(lambda p: p.reshape(-1)[1], x, h)


def views(ns, x, h):
    return of_views(ns, ns.numerical_gradient, x, h)


def numbers(ns, x, _):
    return of_numbers(ns, ns.numerical_gradient, x)


title = "f may return a Python number; h is 1e-4 where nothing is said"
test_numbers = case(contract, 2, title, arguments, call=numbers, of="numerical_gradient(f, x)")

title = "f may return an element of its argument as it is"
test_views = case(contract, 1, title, arguments, call=views, of="numerical_gradient(lambda p: p.reshape(-1)[1], x, h)")


@points(1, "f is called twice for each element, no more", requires="test_values")
def test_calls(student, rng):
    found = len(calls(student, student.numerical_gradient, *arguments(rng)))
    if found > 12:
        fail("for an x of 6 elements f is called {found} times; 12 calls are enough", found=found)


@points(1, "x is not changed at any time, not even while f runs", requires="test_values")
def test_x_meanwhile(student, rng):
    if not all(calls(student, student.numerical_gradient, *arguments(rng))):
        fail(
            "while f runs, x itself is another one than before, and f may read it: change a copy, x.clone(), and give f that"
        )


@points(2, "f gets tensors of the shape of x", requires="test_values")
def test_shapes(student, rng):
    for shape in ((3, 2), (2, 1, 3), (4,), ()):
        for came in shapes(student, student.numerical_gradient, rng.normal(*shape), 0.1):
            if came != list(shape):
                fail("for an x of shape {shape}, f gets a tensor of shape {came}", shape=shape, came=tuple(came))
