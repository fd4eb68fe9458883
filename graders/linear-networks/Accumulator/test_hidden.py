"""What is special: reset, several of them, and that the sums are plain numbers."""

import torch

from autograder.checks import inside
from autograder.checks.byhand import case

from .contract import arguments, contract


@inside
def after_resets(Accumulator, n, added):
    accumulator, found = Accumulator(n), []
    for numbers in added:
        accumulator.add(*numbers)
        accumulator.reset()
        found.append([accumulator[i] for i in range(n)])
    accumulator.add(*numbers)
    return [*found, [accumulator[i] for i in range(n)]]


@inside
def several(Accumulator, n, added):
    """Two that grow in turn."""
    one, other = Accumulator(n), Accumulator(n)
    for numbers in added:
        one.add(*numbers)
        other.add(*numbers[::-1])
    return [[each[i] for i in range(n)] for each in (one, other)]


@inside
def kinds(Accumulator):
    accumulator = Accumulator(2)
    accumulator.add(torch.ones((), requires_grad=True) * 2, 1)
    return [type(accumulator[i]).__name__ for i in range(2)]


@inside
def kinds_of_zeros(Accumulator):
    accumulator = Accumulator(2)
    new = [type(accumulator[i]).__name__ for i in range(2)]
    accumulator.add(2, 1)
    accumulator.reset()
    return new, [type(accumulator[i]).__name__ for i in range(2)]


def asked(what):
    return lambda ns, *args: what(ns, ns.Accumulator, *args)


title = "reset() makes all sums zero, and the next numbers are added to these"
test_reset = case(contract, 3, title, arguments, call=asked(after_resets), of="the sums after each reset()")

title = "several accumulators have nothing in common"
test_several = case(contract, 2, title, arguments, call=asked(several), of="the sums of two accumulators")

title = "the sums are Python floats, which keep no graph alive"
test_floats = case(contract, 2, title, (), call=asked(kinds), of="the types of accumulator[0] and accumulator[1]")
title, of = "so they are before anything is added", "the types of a new accumulator's sums, and of those after reset()"
test_zeros = case(contract, 1, title, (), call=asked(kinds_of_zeros), of=of, requires="test_values")

title = "numbers are added with all of their digits"
test_digits = case(contract, 2, title, (3, [[0.1, 1 / 3, 123456789], [1e-9, 2 / 3, 1]]), requires="test_values")
