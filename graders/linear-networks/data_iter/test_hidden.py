"""What is special about data_iter: chance. A right answer fails one of these tests for one seed in many millions."""

import itertools

import torch

from autograder.checks import fail, points
from autograder.checks.minibatches import minibatches

OF = "data_iter(5, features, labels)"
MANY = 60
ORDERS = 150
FAR = 240


def order(student, n=MANY, batch_size=5):
    """The numbers of the examples in the order in which an epoch brings them."""
    numbers = torch.arange(n)
    found = minibatches(student, student.data_iter, batch_size, numbers.reshape(-1, 1).float(), numbers, of=OF)
    return [int(number) for _, y in found for number in y.reshape(-1)]


@points(5, "examples are shuffled one by one, not in blocks", requires="test_values")
def test_neighbours_are_parted(student):
    came = order(student)
    together = sum(abs(a - b) == 1 for a, b in itertools.pairwise(came))
    if together > MANY // 3:  # two are to be expected
        fail(
            "in an epoch of {n} examples {together} times two neighbours come one after the other, as they do in the data: "
            "shuffle the examples, not only the minibatches, and not only where they begin",
            n=MANY,
            together=together,
        )


@points(2, "examples come from all over the data, not from a part after a part", requires="test_values")
def test_from_everywhere(student):
    moved = sum(abs(place - number) for place, number in enumerate(order(student, n=FAR))) / FAR
    if moved < FAR / 5:  # a third is to be expected
        fail(
            "in an epoch of {n} examples an example comes {moved} places away from its own, on average; about {due} are to be "
            "expected: draw one order for all examples",
            n=FAR,
            moved=round(moved),
            due=FAR // 3,
        )


@points(3, "every epoch has a new order", requires="test_values")
def test_new_order(student):
    if order(student) == order(student):
        fail("two calls give the same order: is it drawn only once, or from a seed that is set inside?")


@points(2, "every example may come at every place", requires="test_values")
def test_all_places(student):
    count = torch.zeros(6, 6)
    for _ in range(ORDERS):
        for place, number in enumerate(order(student, n=6, batch_size=2)):
            count[place, number] += 1
    if float(count.min()) < ORDERS // 75:  # a sixth of the epochs are to be expected
        place, number = divmod(int(count.argmin()), 6)
        fail(
            "in {orders} epochs of six examples, example {number} comes at place {place} in {count} of them; a sixth of them "
            "are to be expected",
            orders=ORDERS,
            number=number,
            place=place,
            count=int(count.min()),
        )


@points(1, "minibatches come one at a time", requires="test_values")
def test_generator(student, rng):
    came = student.data_iter(2, rng.normal(5, 3), rng.normal(5, 1))
    if isinstance(came, list | tuple):
        fail(
            "data_iter(...) returned a {kind} of all minibatches: write `yield` in the loop, so that one is made at a time",
            kind=type(came).__name__,
        )
