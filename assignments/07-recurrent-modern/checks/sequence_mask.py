"""What a learner can run: the example, more axes, and that X is left alone."""

import torch

from autograder.checks import assert_close, assert_equal, assert_unmodified, points


@points(2, "the example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[1, 2, 3], [4, 5, 6]], device=device)
    result = student.sequence_mask(X, torch.tensor([1, 2], device=device))
    assert_close(
        result, torch.tensor([[1, 0, 0], [4, 5, 0]], device=device), of="sequence_mask([[1, 2, 3], [4, 5, 6]], [1, 2])"
    )


@points(1, "another value, and a third axis")
def test_value(student, device):
    X = torch.ones(2, 3, 2, device=device)
    result = student.sequence_mask(X, torch.tensor([1, 2], device=device), value=-1)
    of = "sequence_mask(torch.ones(2, 3, 2), [1, 2], value=-1)[:, :, 0]"
    expected = torch.tensor([[1.0, -1.0, -1.0], [1.0, 1.0, -1.0]], device=device)
    assert_equal(list(result.shape), [2, 3, 2], of="the shape of the result for torch.ones(2, 3, 2)")
    for column in range(2):
        assert_close(result[:, :, column], expected, of=of.replace("0]", f"{column}]"))


@points(1, "X is left as it was", requires="test_example")
def test_unmodified(student, rng):
    X = rng.normal(3, 4).float()
    valid_len = torch.tensor([1, 2, 4], device=X.device)
    assert_unmodified(student.sequence_mask, X, valid_len, of="sequence_mask(X, valid_len)")
