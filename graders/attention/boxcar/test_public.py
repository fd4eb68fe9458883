"""What a learner can run: the worked example."""

import torch

from autograder.checks import assert_close, assert_tensor, points


def number(came, of):
    return assert_tensor(came, of=of).float()


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    x, of = torch.tensor([0.0, 0.5, -0.5, 2.0, -2.0], device=device), "boxcar([0, 0.5, -0.5, 2, -2])"
    assert_close(number(student.boxcar(x), of), torch.tensor([1.0, 1.0, 1.0, 0.0, 0.0], device=device), of=of)


@points(1, "1 and -1 are outside, and the shape is kept")
def test_ends(student, device):
    x, of = torch.tensor([[1.0, -1.0], [0.75, -3.0]], device=device), "boxcar([[1, -1], [0.75, -3]])"
    assert_close(number(student.boxcar(x), of), torch.tensor([[0.0, 0.0], [1.0, 0.0]], device=device), of=of)
