"""What a learner can run: the worked example, two sequences, one head, and shapes."""

import torch

from autograder.checks import assert_close, assert_shape, assert_unmodified, points


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]], device=device)
    expected = torch.tensor([[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]], device=device)
    assert_close(student.transpose_qkv(X, 2), expected, of="transpose_qkv of the worked example")


@points(1, "the heads of the first sequence come before those of the second")
def test_two_sequences(student, device):
    X = torch.tensor([[[1.0, 2.0]], [[3.0, 4.0]]], device=device)
    expected = torch.tensor([[[1.0]], [[2.0]], [[3.0]], [[4.0]]], device=device)
    assert_close(student.transpose_qkv(X, 2), expected, of="transpose_qkv([[[1, 2]], [[3, 4]]], 2)")


@points(1, "a head has all tokens, and its own features; X is left alone")
def test_shape(student, rng):
    X = rng.normal(2, 5, 12).float()
    result = student.transpose_qkv(X, 3)
    assert_shape(result, (6, 5, 4), of="transpose_qkv of X (2, 5, 12) for 3 heads")
    assert_close(result[4], X[1, :, 4:8], of="row 4, the second head of the second sequence")
    assert_unmodified(student.transpose_qkv, X, 3, of="transpose_qkv(X, 3)")
