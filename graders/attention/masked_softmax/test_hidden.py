"""What is special about masked_softmax: lengths of zero, which may not be made longer where they stand."""

from autograder.checks import assert_shape, assert_unmodified, points
from autograder.checks.shaping import on_device

from .contract import OF, some_scores


@points(1, "lengths of zero are left as they were, too", requires="test_values")
def test_empty_lengths_unmodified(student, rng, device):
    X, valid_lens = on_device(some_scores([0, 1])(rng), device)
    assert_shape(student.masked_softmax(X.clone(), valid_lens.clone()), (2, 3, 4), of=OF)
    assert_unmodified(student.masked_softmax, X, valid_lens, of=OF)
