"""try_gpu(i=0): the device of the i-th accelerator if there is one, else the CPU. Torch says how many there are, as the test asks."""

from hypothesis import strategies as st

from autograder.checks import devices_present
from autograder.checks.contract import plain


def arguments(rng, i=1, count=2):
    return i, count


def chosen(ns, i, count):
    with devices_present(count):
        return ns.try_gpu(i)


contract = plain(
    "try_gpu(i)",
    chosen,
    arguments,
    sizes=[{"i": 0, "count": 1}, {"i": 0, "count": 4}, {"i": 2, "count": 3}, {"i": 7, "count": 8}],
    small={"i": st.integers(0, 3), "count": st.integers(0, 3)},
    titles={
        "values": "the second of two accelerators",
        "sizes": "the first and the last of any number of accelerators",
    },
    without={"unmodified": "a number cannot be changed"},
)
