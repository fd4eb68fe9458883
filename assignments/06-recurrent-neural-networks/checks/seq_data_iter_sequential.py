"""What a learner can run: twenty-six numbers, cut into two strips."""

from autograder.checks import assert_equal, assert_unmodified, fail, points, taken
from autograder.checks.subsequences import beginnings

CORPUS = list(range(26))
OF = "seq_data_iter_sequential([0, 1, ..., 25], {}, {})"


def starts(student, batch_size, num_steps):
    return beginnings(
        student, student.seq_data_iter_sequential, CORPUS, batch_size, num_steps, of=OF.format(batch_size, num_steps)
    )


@points(2, "two strips in stretches of five: each row goes on where it has ended before, and Y is one ahead")
def test_strips(student):
    for _ in range(5):
        found = starts(student, 2, 5)
        assert_equal(len(found), 2, of=f"the number of minibatches of {OF.format(2, 5)}")
        first, second = found
        if second != [start + 5 for start in first]:
            fail(
                "the rows of the first minibatch begin with {first}, those of the second with {second}, but should begin five later",
                first=first,
                second=second,
            )


@points(1, "the first strip begins at 0, 1, 2 or 3 where num_steps is 3, as chance decides", requires="test_strips")
def test_offset(student):
    came = {min(starts(student, 2, 3)[0]) for _ in range(60)}
    assert_equal(sorted(came), [0, 1, 2, 3], of="in 60 epochs, the places at which the first strip begins")


@points(1, "the corpus is left as it was", requires="test_strips")
def test_unmodified(student):
    assert_unmodified(taken(student.seq_data_iter_sequential, 50), list(CORPUS), 2, 5, of=OF.format(2, 5))
