"""What a learner can run: the worked example, two sequences, and shapes."""

import torch

from autograder.checks import assert_close, assert_shape, assert_unmodified, points


@points(2, "the worked example comes back as it was")
def test_example(student, device):
    X = torch.tensor([[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]], device=device)
    expected = torch.tensor([[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]], device=device)
    assert_close(student.transpose_output(X, 2), expected, of="transpose_output of the worked example")


@points(1, "the heads of the first sequence come before those of the second")
def test_two_sequences(student, device):
    X = torch.tensor([[[1.0]], [[2.0]], [[3.0]], [[4.0]]], device=device)
    expected = torch.tensor([[[1.0, 2.0]], [[3.0, 4.0]]], device=device)
    assert_close(student.transpose_output(X, 2), expected, of="transpose_output([[[1]], [[2]], [[3]], [[4]]], 2)")


@points(1, "shapes are right, and X is left alone")
def test_shape(student, rng):
    X = rng.normal(6, 5, 4).float()
    assert_shape(student.transpose_output(X, 3), (2, 5, 12), of="transpose_output of X (6, 5, 4) for 3 heads")
    assert_unmodified(student.transpose_output, X, 3, of="transpose_output(X, 3)")
