"""conv2d(X, K, padding, stride): a cross-correlation of the padded image, at every stride-th place.

Height and width differ in everything: the image, the kernel, the padding, the stride and the rest that no window reaches.
"""

from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.convolutions import WITHOUT_CONVOLUTIONS
from autograder.checks.settings import Setting
from autograder.checks.shaping import cast

PLAIN = ("test_values", "test_padding", "test_stride", "test_public::test_one_number")


def arguments(rng, rows=6, columns=8, h=3, w=2, p=2, q=1, s=2, t=3):
    """The image in which a kernel of h x w has so many places without padding, and with a stride of 1."""
    return rng.normal(rows + h - 1, columns + w - 1), rng.normal(h, w), (p, q), (s, t)


def call(ns, X, K, padding, stride):
    return ns.conv2d(X, K, padding, stride)


def one_number(X, K, padding, stride):
    return cast((X, K[:1, :1], (0, 0), (1, 1)), X.dtype)  # leaves again, for gradients


def without_padding(X, K, padding, stride):
    return X, K, (0, 0), stride


def every_place(X, K, padding, stride):
    return X, K, padding, (1, 1)


contract = function(
    "conv2d(X, K, padding, stride)",
    call,
    arguments,
    sizes=[
        {"p": 0, "q": 0, "s": 1, "t": 1},
        {"p": 1, "q": 1, "s": 2, "t": 2},
        {"p": 1, "q": 0},
        {"p": 0, "q": 2},
        {"h": 1, "w": 1, "p": 0, "q": 0},
        {"rows": 1, "columns": 1, "p": 0, "q": 0},
        {"rows": 7, "columns": 7, "h": 2, "w": 2, "p": 0, "q": 1, "s": 3, "t": 1},
        {"rows": 24, "columns": 31, "h": 5, "w": 4},
    ],
    small={"p": st.integers(0, 2), "q": st.integers(0, 2)},
    edges={
        "a kernel larger than the image": lambda rng: (rng.normal(2, 3), rng.normal(4, 5), (1, 2), (1, 1)),
        "more padding than kernel": lambda rng: (rng.normal(2, 3), rng.normal(1, 2), (2, 3), (1, 2)),
        "a stride larger than the kernel": lambda rng: (rng.normal(9, 8), rng.normal(2, 1), (0, 0), (4, 3)),
        "one row of pixels": lambda rng: (rng.normal(1, 6), rng.normal(3, 3), (1, 1), (1, 2)),
    },
    cases={
        "padding": Case(3, "with a stride of 1, zeros surround the image", simplified=every_place),
        "stride": Case(3, "without padding, the window moves by the stride", simplified=without_padding),
    },
    # One slip, in the padding, the stride or the kernel, is charged once: the rest is asked where it makes no difference.
    settings=[
        Setting("a stride of 1", call, every_place),
        Setting("no padding", call, without_padding),
        Setting("neither", call, lambda X, K, padding, stride: (X, K, (0, 0), (1, 1))),
        Setting("one number", call, one_number, not_for=("cost",)),
    ],
    costs=("rows", "columns", "h", "w"),
    gradcheck={"rows": 4, "columns": 4, "h": 2, "w": 2, "p": 1},
    basis=PLAIN,
    weights={"values": 5, "gradients": 8, "gradcheck": 3},
    own_work=WITHOUT_CONVOLUTIONS,
)
