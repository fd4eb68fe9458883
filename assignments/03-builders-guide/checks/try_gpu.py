"""What a learner can run: torch says that there are two accelerators, or none, whatever this machine has."""

import torch

from autograder.checks import assert_equal, devices_present, points


def compared(student, count, *cases):
    for i, name in cases:
        with devices_present(count):
            came = student.try_gpu(i)
        assert_equal(came, torch.device(name), of=f"with {count} accelerators, try_gpu({i})")


@points(2, "of two accelerators")
def test_two(student):
    compared(student, 2, (0, "cuda:0"), (1, "cuda:1"))


@points(2, "the CPU where there are not so many", requires="test_two")
def test_not_so_many(student):
    compared(student, 2, (2, "cpu"), (3, "cpu"))
    compared(student, 0, (0, "cpu"), (1, "cpu"))


@points(1, "without an argument it is the first one")
def test_default(student):
    with devices_present(2):
        assert_equal(student.try_gpu(), torch.device("cuda:0"), of="with 2 accelerators, try_gpu()")
