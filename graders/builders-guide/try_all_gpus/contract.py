"""try_all_gpus(): a list of all accelerators, or of the CPU alone. Torch says how many there are, as the test asks."""

from hypothesis import strategies as st

from autograder.checks import devices_present
from autograder.checks.contract import plain


def arguments(rng, count=2):
    return (count,)


def found(ns, count):
    with devices_present(count):
        return ns.try_all_gpus()


contract = plain(
    "try_all_gpus()",
    found,
    arguments,
    sizes=[{"count": 1}, {"count": 3}, {"count": 12}],
    small={"count": st.integers(0, 3)},
    titles={
        "values": "both of two accelerators, in order",
        "sizes": "all of any number of accelerators",
    },
    without={"unmodified": "there are no arguments"},
)
