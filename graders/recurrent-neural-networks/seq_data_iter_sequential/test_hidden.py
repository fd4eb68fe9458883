"""What is special about seq_data_iter_sequential: where it begins, which chance decides, and that it is a generator."""

from autograder.checks import fail, points

from .contract import arguments, epoch

CALLS = 100


def first_places(student, rng):
    """At which places the first strip begins, in many epochs with num_steps = 3."""
    given = arguments(rng, n=40, batch_size=2, num_steps=3)
    return {min(batches[0], default=-1) for batches in (epoch(student, *given) for _ in range(CALLS)) if batches}


@points(2, "the beginning is drawn anew in each call", requires="test_values")
def test_drawn(student, rng):
    came = first_places(student, rng)
    if len(came) < 2:
        fail(
            "in {calls} epochs the first strip always begins at the same place of the corpus: draw an offset in each call",
            calls=CALLS,
        )


@points(2, "every offset from 0 to num_steps comes", requires=("test_values", "test_drawn"))
def test_offsets(student, rng):
    came = first_places(student, rng)
    if came != {0, 1, 2, 3}:
        fail(
            "in {calls} epochs with num_steps = 3, the first strip begins at the places {came}; 0, 1, 2 and 3 should all come",
            calls=CALLS,
            came=sorted(came),
        )


@points(1, "each strip begins where the one before has ended", requires="test_values")
def test_beginnings(student, rng):
    corpus, batch_size, num_steps = arguments(rng, n=59, batch_size=3)
    for _ in range(5):
        first = epoch(student, corpus, batch_size, num_steps)[0]
        length = (len(corpus) - first[0] - 1) // batch_size
        for row, came in enumerate(first):
            if came != first[0] + row * length:
                fail(
                    "of {n} tokens in {strips} strips, the first of which begins at place {offset}, row {row} begins at place {came}, but "
                    "should begin at {due}: a strip has all of its {length} tokens, also those that fill no minibatch",
                    n=len(corpus),
                    strips=batch_size,
                    offset=first[0],
                    row=row,
                    came=came,
                    due=first[0] + row * length,
                    length=length,
                )


@points(1, "minibatches come one at a time", requires="test_values")
def test_generator(student, rng):
    came = student.seq_data_iter_sequential(*arguments(rng))
    if isinstance(came, list | tuple):
        fail(
            "a {kind} of all minibatches comes back: write `yield` in the loop, so that one is made at a time",
            kind=type(came).__name__,
        )
