"""What a learner can run: twenty-one numbers, cut into stretches of five."""

from autograder.checks import assert_equal, assert_unmodified, fail, points, taken
from autograder.checks.subsequences import beginnings

CORPUS = list(range(21))
OF = "seq_data_iter_random([0, 1, ..., 20], {}, {})"


def starts(student, batch_size, num_steps, *, corpus=CORPUS):
    found = beginnings(
        student, student.seq_data_iter_random, corpus, batch_size, num_steps, of=OF.format(batch_size, num_steps)
    )
    return [start for batch in found for start in batch]


@points(2, "stretches of five, two in a minibatch: each is in the corpus, Y is one ahead, and no number comes twice")
def test_stretches(student):
    for _ in range(5):
        came = starts(student, 2, 5)
        parts = {start % 5 for start in came}
        if len(parts) != 1 or len(came) not in {2, 4} or (len(came) == 2 and parts == {0}):
            fail(
                "the stretches begin at {came}: they should be five apart, and four or two of them, as many as fill minibatches",
                came=came,
            )


@points(1, "the first stretch begins at 0, 1, 2, 3 or 4, as chance decides", requires="test_stretches")
def test_offset(student):
    came = {min(starts(student, 1, 5)) for _ in range(60)}
    assert_equal(sorted(came), [0, 1, 2, 3, 4], of="in 60 epochs, the places at which the first stretch begins")


@points(1, "the stretches come in another order each time", requires="test_stretches")
def test_order(student):
    corpus = list(range(100, 201))
    first, second = (starts(student, 4, 1, corpus=corpus) for _ in range(2))
    if first == sorted(first):
        fail("the stretches come in the order of the text, but should be shuffled")
    if first == second:
        fail("two calls give the same order: is it drawn only once, or from a seed that is set inside?")


@points(1, "the corpus is left as it was", requires="test_stretches")
def test_unmodified(student):
    assert_unmodified(taken(student.seq_data_iter_random, 50), list(CORPUS), 2, 5, of=OF.format(2, 5))
