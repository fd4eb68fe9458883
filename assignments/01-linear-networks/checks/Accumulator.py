"""What a learner can run: the worked example, and reset."""

from autograder.checks import assert_close, inside, points


@inside
def used(Accumulator):
    accumulator = Accumulator(2)
    accumulator.add(3, 4)
    accumulator.add(2.5, 1)
    found = [accumulator[0], accumulator[1]]
    accumulator.reset()
    return [found, [accumulator[0], accumulator[1]]]


@points(2, "the worked example comes out as in the text")
def test_example(student):
    assert_close(used(student, student.Accumulator)[0], [5.5, 5.0], of="after add(3, 4), add(2.5, 1), [a[0], a[1]]")


@points(1, "reset() makes both sums zero", requires="test_example")
def test_reset(student):
    assert_close(used(student, student.Accumulator)[1], [0.0, 0.0], of="after reset(), [a[0], a[1]]")
