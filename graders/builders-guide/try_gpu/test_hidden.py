"""What is special about try_gpu: what it takes where nothing is said, and that it asks each time."""

from autograder.checks import agree, devices_present, points
from autograder.checks.byhand import case

from .contract import contract

title = "the CPU where there are not so many"
test_not_so_many = case(contract, 4, title, (0, 0), (2, 0), (2, 2), (5, 1), requires="test_values")


@points(2, "without an argument it is the first one")
def test_default(student, reference):
    def call(ns, count):
        with devices_present(count):
            return ns.try_gpu()

    for count in (3, 0):
        agree(student, reference, call, count, of=f"with {count} accelerators, try_gpu()")


@points(1, "it asks how many there are in each call", requires="test_values")
def test_each_time(student, reference):
    def call(ns, *counts):
        found = []
        for count in counts:
            with devices_present(count):
                found.append(ns.try_gpu(1))
        return found

    agree(student, reference, call, 2, 0, 2, of="with 2, then 0, then 2 accelerators, try_gpu(1)")
