"""What is special about try_all_gpus: that it asks each time."""

from autograder.checks import agree, assert_equal, devices_present, inside, points
from autograder.checks.byhand import case

from .contract import contract

title = "the CPU alone where there is none"
test_none = case(contract, 3, title, (0,), requires="test_values")


@points(1, "it asks how many there are in each call", requires="test_values")
def test_each_time(student, reference):
    def call(ns, *counts):
        found = []
        for count in counts:
            with devices_present(count):
                found.append(ns.try_all_gpus())
        return found

    agree(student, reference, call, 2, 0, 1, of="with 2, then 0, then 1 accelerators, try_all_gpus()")


@inside
def kind(try_all_gpus):
    return type(try_all_gpus()).__name__


@points(1, "what it returns is a list", requires="test_values")
def test_list(student):
    for count in (2, 0):
        with devices_present(count):
            came = kind(student, student.try_all_gpus)
        assert_equal(came, "list", of=f"with {count} accelerators, the type of try_all_gpus()")
