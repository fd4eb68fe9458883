"""What is special about AdditiveAttention: where dropout falls, and lengths that are on an accelerator."""

from autograder.checks import aside, points
from autograder.checks.attention import assert_lengths_heeded, assert_weights_dropped

from .contract import contract


@points(2, "in training, dropout falls on the weights", requires="test_values")
def test_dropout(student, rng):
    queries, keys = rng.normal(4, 16, 2).float(), rng.normal(4, 8, 3).float()
    assert_weights_dropped(student, student.AdditiveAttention(3, 2, 4, 0.5), queries, keys, 0.5)


@aside
@points(1, "lengths are heeded on an accelerator, too")
def test_lengths_on_a_device(student, reference, rng, accelerator):
    assert_lengths_heeded(contract, student, reference, rng, accelerator)
