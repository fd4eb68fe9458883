"""What is special about softmax: large logits are shifted, and not where they lie."""

import torch

from autograder.checks import assert_shape, assert_unmodified, points


@points(1, "X is left as it was at large logits, too", requires="test_values")
def test_large_logits_unmodified(student, rng):
    X = rng.normal(3, 4, std=300.0, dtype=torch.float32)
    assert_shape(student.softmax(X.clone()), (3, 4), of="softmax(X)")
    assert_unmodified(student.softmax, X, of="softmax(X)")
