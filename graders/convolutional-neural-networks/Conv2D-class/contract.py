"""Conv2D(kernel_size): a layer of one channel, whose kernel and bias are parameters."""

import torch
from hypothesis import strategies as st

from autograder.checks import filled, inside
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.convolutions import WITHOUT_CONVOLUTIONS
from autograder.checks.settings import Setting

OF = "Conv2D(kernel_size)(X)"


def arguments(rng, rows=4, columns=5, h=2, w=3):
    """The kernel's size, and an image on which it has so many rows and columns of places."""
    return (h, w), rng.normal(rows + h - 1, columns + w - 1)


def make(ns, kernel_size):
    return ns.Conv2D(kernel_size)


@inside
def difference(net, X):
    """What the image adds to the result of a black one: the bias makes no difference."""
    return net(X) - net(torch.zeros_like(X))


def without_bias(ns, kernel_size, X):
    net, _, _ = filled(ns, make(ns, kernel_size), X)
    return difference(ns, net, X)


def forward(ns, kernel_size, X):
    net, _, _ = filled(ns, make(ns, kernel_size), X)
    return net(X)


def of_one_colour(kernel_size, X):
    """An image of equal numbers, for which a kernel may lie as it likes."""
    return kernel_size, torch.zeros_like(X) + 0.75


contract = module(
    OF,
    make,
    arguments,
    sizes=[
        {"h": 1, "w": 2},
        {"h": 3, "w": 1},
        {"rows": 1, "columns": 1},
        {"rows": 3, "columns": 3, "h": 2, "w": 2},
        {"rows": 21, "columns": 30, "h": 5, "w": 4},
    ],
    small={"w": st.integers(2, 3)},  # of one number, a kernel could not be told from a bias
    cases={
        "without_bias": Case(2, "the kernel does its part", call=without_bias, of=f"{OF} - Conv2D(kernel_size)(0 * X)"),
        "one_colour": Case(
            2,
            "on an image of one colour, the sum of the kernel and the bias count",
            call=forward,
            of=OF,
            simplified=of_one_colour,
        ),
    },
    # One slip, in the bias or in how the kernel lies, is charged once.
    settings=[Setting("without bias", without_bias), Setting("one colour", forward, of_one_colour)],
    basis=("test_values", "test_without_bias", "test_one_colour"),
    own_work=WITHOUT_CONVOLUTIONS,
)
