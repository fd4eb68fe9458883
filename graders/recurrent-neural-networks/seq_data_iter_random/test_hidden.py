"""What is special about seq_data_iter_random: chance. A right answer fails one of these tests for one seed in many millions."""

import itertools

from autograder.checks import fail, points

from .contract import arguments, epoch

MANY, CALLS = 60, 80


def order(student, rng, num_steps=2):
    """The numbers of an epoch's stretches, in the order in which they come."""
    return [
        start // num_steps
        for start in epoch(student, *arguments(rng, n=MANY * num_steps + num_steps, num_steps=num_steps))
    ]


@points(3, "every offset from 0 to num_steps - 1 comes", requires="test_values")
def test_offsets(student, rng):
    given = arguments(rng, n=30, batch_size=1, num_steps=3)
    came = {min(epoch(student, *given), default=-1) for _ in range(CALLS)}
    if came != {0, 1, 2}:
        fail(
            "in {calls} epochs with num_steps = 3, the first stretch of the corpus begins at the places {came}; 0, 1 and 2 should all come, "
            "each in about a third of them",
            calls=CALLS,
            came=sorted(came),
        )


@points(3, "the stretches are shuffled", requires="test_values")
def test_shuffled(student, rng):
    came = order(student, rng)
    together = sum(abs(a - b) == 1 for a, b in itertools.pairwise(came))
    if together > MANY // 3:  # two are to be expected
        fail(
            "of {n} stretches, {together} times two neighbours come one after the other, as they do in the text: shuffle all stretches, "
            "not only the minibatches",
            n=len(came),
            together=together,
        )


@points(1, "they come from all over the text, not from a part after a part", requires="test_values")
def test_from_everywhere(student, rng):
    came = order(student, rng)
    moved = sum(abs(place - number) for place, number in enumerate(came)) / len(came)
    if moved < MANY / 6:  # a third is to be expected
        fail(
            "of {n} stretches, one comes {moved} places away from its own, on average; about {due} are to be expected: draw one order for all",
            n=len(came),
            moved=round(moved),
            due=MANY // 3,
        )


@points(2, "every epoch has a new order", requires="test_values")
def test_new_order(student, rng):
    given = arguments(rng, n=121, num_steps=1)
    if epoch(student, *given) == epoch(student, *given):
        fail("two calls give the same order: is it drawn only once, or from a seed that is set inside?")


@points(1, "minibatches come one at a time", requires="test_values")
def test_generator(student, rng):
    came = student.seq_data_iter_random(*arguments(rng))
    if isinstance(came, list | tuple):
        fail(
            "a {kind} of all minibatches comes back: write `yield` in the loop, so that one is made at a time",
            kind=type(came).__name__,
        )
