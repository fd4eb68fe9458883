"""get_k_fold_data(k, i, X, y): fold i for validation, the other folds for training, what is left over in neither.

Without a remainder, and in another order of the four, slips of these kinds are right: so each is charged once.
"""

from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.settings import Setting


def arguments(rng, k=3, i=1, n=8, d=2):
    return k, i, rng.normal(n, d), rng.normal(n, 1)


def even(k, i, X, y):
    """The same without what is left over."""
    n = len(X) // k * k
    return k, i, X[:n], y[:n]


def found(ns, k, i, X, y):
    result = ns.get_k_fold_data(k, i, X, y)
    return tuple(result) if isinstance(result, list) else result


def reordered(*places):
    return lambda ns, k, i, X, y: [found(ns, k, i, X, y)[place] for place in places]


IN_ORDER = reordered(0, 1, 2, 3)
contract = function(
    "get_k_fold_data(k, i, X, y)",
    found,
    arguments,
    sizes=[
        {"i": 0},
        {"i": 2},
        {"k": 2, "n": 3},
        {"k": 4, "i": 3, "n": 11},
        {"k": 5, "n": 25, "d": 1},
        {"k": 6, "n": 6},
    ],
    small={"k": st.integers(2, 3), "i": st.integers(0, 1), "n": st.integers(4, 7)},
    edges={
        "labels that are a vector of whole numbers": lambda rng: (3, 0, rng.normal(7, 2), rng.integers(0, 9, (7,))),
        "images": lambda rng: (2, 1, rng.normal(5, 1, 3, 2), rng.normal(5)),
    },
    settings=[
        Setting("nothing left over", found, even, not_for=("in_some_order",)),
        Setting("features first", reordered(0, 2, 1, 3), right=IN_ORDER),
        Setting("validation first", reordered(2, 3, 0, 1), right=IN_ORDER),
    ],
    cases={
        "even": Case(2, "where nothing is left over the folds are right", simplified=even),
        "dtype_of_each": Case(
            2,
            "features and labels keep their dtypes, each its own",
            lambda rng: (3, 0, rng.normal(7, 2).float(), rng.integers(0, 9, (7,))),
            dtype=None,
            same_dtype=True,
            rightly=True,
        ),
        "in_some_order": Case(2, "the four are right, in whatever order they come", rightly=True),
    },
    basis=("test_values", "test_even", "test_in_some_order"),
    costs=("n", "d"),
    weights={"gradients": 1, "gradcheck": 1, "sizes": 3},
    titles={
        "values": "three folds of two, and two examples in none of them",
        "sizes": "the first fold, the last one, and other numbers of folds",
        "edges": "labels may be whole numbers, and features images",
        "gradients": "gradients flow through the four",
    },
)
