"""corr2d(X, K): every output is the sum of the products of the kernel and its window.

Loops over the outputs are the book's own form, and over every product of the sum a right answer too, as is a dense
matrix. What is asked of the cost is that no output takes more steps because the image is larger.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.convolutions import WITHOUT_CONVOLUTIONS
from autograder.checks.settings import Setting

# A property counts with right values in one of these: one slip, such as a mean in place of the sum, is charged once.
RIGHT = ("test_public::test_sum", "test_public::test_one_number")


def arguments(rng, rows=4, columns=5, h=2, w=3):
    """The image in which a kernel of h x w has so many rows and columns of places."""
    return rng.normal(rows + h - 1, columns + w - 1), rng.normal(h, w)


def kernel_with_zeros(rng):
    """What an edge detector is: a number that is zero has a gradient too."""
    return rng.normal(5, 6), torch.tensor([[1.0, 0.0, -1.0], [0.0, 2.0, 0.0]], dtype=torch.float64)


def kernel_of_zeros(rng):
    return rng.normal(3, 4), torch.zeros(2, 2, dtype=torch.float64)


def without_gradient_of_kernel(X, K):
    return X, K.detach()


def without_gradient_of_image(X, K):
    return X.detach(), K


contract = function(
    "corr2d(X, K)",
    lambda ns, X, K: ns.corr2d(X, K),
    arguments,
    sizes=[
        {"h": 1, "w": 1},
        {"rows": 1, "h": 1},
        {"columns": 1, "w": 1},
        {"rows": 1, "columns": 1},
        {"rows": 1, "columns": 1, "h": 1, "w": 1},
        {"rows": 4, "columns": 2, "h": 3, "w": 1},
        {"rows": 3, "columns": 3, "h": 2, "w": 2},
        {"rows": 22, "columns": 29, "h": 5, "w": 3},
        {"rows": 1, "columns": 269, "h": 1, "w": 2},
        {"rows": 11, "columns": 1, "h": 260, "w": 1},
        {"rows": 1, "columns": 21, "h": 1, "w": 280},
    ],
    edges={"a kernel with zeros": kernel_with_zeros, "a kernel of zeros": kernel_of_zeros},
    cases={
        "gradient_of_image": Case(
            3,
            "the gradient for the image",
            gradient=True,
            simplified=without_gradient_of_kernel,
        ),
        "gradient_of_kernel": Case(
            3,
            "the gradient for the kernel",
            gradient=True,
            simplified=without_gradient_of_image,
        ),
    },
    views={
        "an image of one expanded column": lambda rng: (
            rng.normal(5, 1, dtype=torch.float32).expand(5, 6),
            rng.normal(3, 2, dtype=torch.float32),
        ),
        "a kernel of one expanded number": lambda rng: (
            rng.normal(5, 6, dtype=torch.float32),
            rng.normal(1, 1, dtype=torch.float32).expand(2, 3),
        ),
    },
    # With a kernel of one number there is nothing to turn, to pad or to take the mean of.
    settings=[
        Setting(
            "a kernel of one number", lambda ns, X, K: ns.corr2d(X, K), lambda X, K: (X, K[:1, :1]), not_for=("cost",)
        )
    ],
    basis=RIGHT,
    weights={"values": 6, "sizes": 2, "layouts": 2},
    titles={
        "edges": "numbers of the kernel may be zero",
        "edge_gradients": "where a number of the kernel is zero, it has a gradient too",
        "values": "every output is the sum of the products of the kernel and its window",
        "sizes": "images and kernels of one row, one column or one element, kernels as large as the image, and hundreds of pixels",
        "dtype": "the result has the dtype of the image, and float64 keeps its digits",
    },
    without={"gradients": "those of the image and of the kernel have tests of their own"},
    own_work=WITHOUT_CONVOLUTIONS,
)
