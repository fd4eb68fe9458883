"""What a learner can run: the examples of the notebook."""

from autograder.checks import assert_equal, points


@points(1, "a shorter line is filled up")
def test_filled(student):
    assert_equal(student.truncate_pad([7, 8, 9], 5, 1), [7, 8, 9, 1, 1], of="truncate_pad([7, 8, 9], 5, 1)")


@points(1, "a longer line is cut off")
def test_cut(student):
    assert_equal(student.truncate_pad([7, 8, 9], 2, 1), [7, 8], of="truncate_pad([7, 8, 9], 2, 1)")
