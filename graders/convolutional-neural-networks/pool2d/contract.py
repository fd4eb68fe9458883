"""pool2d(X, pool_size, mode="max"): the largest or the mean of each window, with a stride of 1.

Both modes are one call, so that a slip in one of them leaves the properties to the other. Where two numbers of a window are
equal, several gradients are right: a test by hand asks for these, and the arguments here have no equal numbers.
"""

import torch
from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting
from autograder.checks.shaping import cast

RIGHT = ("test_values", "test_maxima", "test_means", "test_one_window")
_POOLS = ("max_pool", "avg_pool", "adaptive_max_pool", "adaptive_avg_pool", "lp_pool", "fractional_max_pool")
_FUNCTIONS = tuple(f"{pool}{axes}d" for pool in _POOLS for axes in (1, 2, 3))
_LAYERS = tuple(name[:-2].title().replace("_", "").replace("Lp", "LP") + name[-2:] for name in _FUNCTIONS)
_WITH_INDICES = tuple(f"{name}_with_indices" for name in _FUNCTIONS if "max" in name)


def arguments(rng, rows=4, columns=5, h=2, w=3):
    """An image on which a window of h x w has so many rows and columns of places."""
    return rng.normal(rows + h - 1, columns + w - 1), (h, w)


def maxima(ns, X, pool_size):
    return ns.pool2d(X, pool_size)


def means(ns, X, pool_size):
    return ns.pool2d(X, pool_size, "avg")


def one_window(X, pool_size):
    """A window as large as its image, of 2 x 2: where it would move next makes no difference, nor which side is which."""
    piece = X[:2, :2]
    return cast((piece, tuple(piece.shape)), X.dtype)  # a leaf again, for gradients


@st.composite
def small_images(draw):
    """Images without equal numbers, and windows that have room on them."""
    H, W = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    numbers = draw(st.permutations(range(-(H * W // 2), H * W - H * W // 2)))
    X = torch.tensor(numbers, dtype=torch.float64).reshape(H, W)
    return X, (draw(st.integers(1, H)), draw(st.integers(1, W)))


contract = function(
    "pool2d(X, pool_size) and pool2d(X, pool_size, 'avg')",
    lambda ns, X, pool_size: [ns.pool2d(X, pool_size), ns.pool2d(X, pool_size, "avg")],
    arguments,
    search=small_images(),
    sizes=[
        {"h": 1, "w": 1},
        {"rows": 1, "columns": 1},
        {"rows": 3, "columns": 3, "h": 2, "w": 2},
        {"rows": 5, "columns": 2, "h": 1, "w": 4},
        {"rows": 2, "columns": 5, "h": 4, "w": 1},
        {"rows": 21, "columns": 30, "h": 7, "w": 4},
    ],
    edges={
        "negative numbers alone": lambda rng: (rng.uniform(4, 5, low=-9.0, high=-8.0), (2, 3)),
        "numbers far below zero": lambda rng: (rng.uniform(4, 5, low=-9e12, high=-8e12), (2, 3)),
        "large numbers": lambda rng: (rng.normal(4, 5, std=1e5), (3, 2)),
    },
    cases={
        "maxima": Case(2, "without a mode, the largest number of each window", call=maxima, of="pool2d(X, pool_size)"),
        "means": Case(2, "the mean of each window", call=means, of="pool2d(X, pool_size, 'avg')"),
        "one_window": Case(
            1,
            "a window as large as the image gives a single number",
            call=maxima,
            of="pool2d(X, pool_size)",
            simplified=one_window,
        ),
        "keywords": Case(
            1,
            "the arguments are called X, pool_size and mode",
            call=lambda ns, X, pool_size: ns.pool2d(X=X, pool_size=pool_size, mode="max"),
            of="pool2d(X=X, pool_size=pool_size, mode='max')",
        ),
    },
    # One slip, in one of the modes or in the window, is charged once.
    settings=[
        Setting("maxima", maxima),
        Setting("means", means),
        Setting("the maximum of one window", maxima, one_window, not_for=("cost",)),
        Setting("the mean of one window", means, one_window, not_for=("cost",)),
    ],
    basis=RIGHT,
    weights={"values": 2, "gradients": 6, "gradcheck": 3},
    own_work=OwnWork(
        names=(*_FUNCTIONS, *_LAYERS, *_WITH_INDICES), ops=(*_FUNCTIONS, *_WITH_INDICES, "_adaptive_avg_pool2d")
    ),
)
