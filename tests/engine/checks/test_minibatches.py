"""Minibatches of a generator: what is wrong with an epoch is named, whatever the order that chance gives."""

from types import SimpleNamespace

import pytest
import torch

from autograder.checks.failure import CheckFailed
from autograder.checks.minibatches import assert_epoch, each_once, minibatches
from autograder.checks.written import names_of
from autograder.grading.reference import Unaltered
from autograder.remote.executor import Executor
from autograder.remote.student import Student

FEATURES = torch.arange(10.0).reshape(5, 2)
LABELS = torch.arange(5)
CUT = [(FEATURES[[3, 0]], LABELS[[3, 0]]), (FEATURES[[4, 1]], LABELS[[4, 1]]), (FEATURES[[2]], LABELS[[2]])]


def read(make, *arguments, most=1000):
    return minibatches(Unaltered(SimpleNamespace(make=make)), make, *arguments, of="make()", most=most)


def said(function, *arguments, **rest):
    with pytest.raises(CheckFailed) as caught:
        function(*arguments, **rest)
    return str(caught.value)


def test_an_epoch_in_any_order_is_right():
    assert_epoch(read(lambda: iter(CUT)), 2, FEATURES, LABELS, of="make()")
    assert_epoch(read(lambda: CUT[1::-1] + CUT[2:]), 2, FEATURES, LABELS, of="make()")


@pytest.mark.parametrize(
    ("yielded", "words"),
    [
        (
            [FEATURES],
            "minibatch 0 of make() is a tensor of shape (5, 2) and torch.float32, but should be a tuple (features, labels)",
        ),
        (
            [(FEATURES, 3)],
            "the labels of minibatch 0 of make() are 3, but should be a tensor with one entry per example",
        ),
        (
            [CUT[0], (FEATURES, LABELS[:2])],
            "the parts (features, labels) of minibatch 1 of make() have the lengths [5, 2]",
        ),
    ],
)
def test_what_is_no_minibatch_is_named(yielded, words):
    assert said(read, lambda: yielded) == words


def test_minibatches_of_many_more_numbers_than_were_given_are_not_looked_at():
    many = torch.zeros(6000, dtype=torch.uint8)
    assert said(read, lambda *_: [(many, many)], FEATURES, LABELS) == (
        "the minibatches of make() hold 12000 numbers in all, where 15 were given: an epoch ends when every example has come once"
    )
    assert len(read(lambda *_: [(many, many)], torch.zeros(200, 2), torch.zeros(200))) == 1


def test_a_generator_without_an_end_is_stopped():
    def endless():
        while True:
            yield CUT[0]

    assert said(read, endless, most=7) == (
        "make() goes on after 7 minibatches: an epoch ends when every example has come once"
    )


@pytest.mark.parametrize(
    ("batches", "words"),
    [
        (CUT[:2], "in one epoch of make() the features [4, 5] come not at all, but should come once"),
        ([*CUT, CUT[2]], "in one epoch of make() the features [4, 5] come 2 times, but should come once"),
        ([*CUT[:2], (FEATURES[[2]] + 10, LABELS[[2]])], "in one epoch of make() the features [4, 5] come not at all"),
        ([*CUT[:2], (FEATURES[[2]], LABELS[[1]])], "in one epoch of make() the labels [1] come 2 times"),
        (
            [(FEATURES[[3, 0]], LABELS[[0, 3]]), *CUT[1:]],
            "make() yields features [6, 7] together with labels that belong to another example",
        ),
        ([CUT[2], *CUT[:2]], "the minibatches of make() have the sizes [1, 2, 2], but should have [2, 2, 1]"),
    ],
)
def test_what_is_wrong_with_an_epoch_is_named(batches, words):
    assert said(assert_epoch, batches, 2, FEATURES, LABELS, of="make()").startswith(words)


def test_examples_that_are_alike_are_counted():
    alike = torch.zeros(4, 1)
    assert_epoch([(alike[:2],), (alike[2:],)], 2, alike, of="make()", parts=["features"])
    assert "come 3 times, but should come 4 times" in said(
        assert_epoch, [(alike[:2],), (alike[:1],)], 2, alike, of="make()", parts=["features"]
    )


def test_the_call_of_a_contract_asks_for_each_example_once_and_gives_what_all_orders_share():
    call = each_once("pairs(size, X, y)")
    X, y = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), torch.tensor([1, 2, 3])

    def in_order(*order):
        return lambda size, X, y: ((X[list(some)], y[list(some)]) for some in order)

    def asked(answer):
        return call(Student(Executor({"pairs": answer})), 2, X, y)

    assert names_of(call) == ("size", "X", "y")
    one, other = asked(in_order((2, 0), (1,))), asked(in_order((0, 1), (2,)))
    assert len(one) == 2
    for ours, theirs in zip(one, other, strict=True):
        assert all(torch.equal(a, b) and a.dtype == b.dtype for a, b in zip(ours, theirs, strict=True))
    with pytest.raises(CheckFailed, match=r"in one epoch of pairs\(size, X, y\) the X \[3, 4\] come 2 times"):
        asked(in_order((0, 1), (1,)))


def test_what_a_generator_does_to_its_arguments_is_seen():
    from autograder.checks import assert_unmodified

    def spoiling(features, labels):
        features += 1
        yield features.clone(), labels

    student = Student(Executor({"spoiling": spoiling}))
    words = said(
        assert_unmodified,
        lambda *arguments: minibatches(student, student.spoiling, *arguments, of="spoiling(features, labels)"),
        FEATURES,
        LABELS,
        of="spoiling(features, labels)",
    )
    assert "spoiling(features, labels) changed its argument: argument 0" in words
