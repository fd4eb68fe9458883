"""What a learner can run: torch says that there are so many accelerators, whatever this machine has."""

import torch

from autograder.checks import assert_equal, devices_present, points


def compared(student, count, *names):
    with devices_present(count):
        came = student.try_all_gpus()
    assert_equal(came, [torch.device(name) for name in names], of=f"with {count} accelerators, try_all_gpus()")


@points(2, "two accelerators")
def test_two(student):
    compared(student, 2, "cuda:0", "cuda:1")


@points(2, "the CPU alone where there is none", requires="test_two")
def test_none(student):
    compared(student, 0, "cpu")
