"""What a learner can run: the worked example with two kernels, and the weights."""

import torch

from autograder.checks import assert_close, fail, inside, points


@inside
def regression(nadaraya_watson, x_train, y_train, x_val, kernel):
    kernels = {"triangle": lambda x: (1 - torch.abs(x)).clamp(min=0), "box": lambda x: torch.abs(x) < 1}
    return nadaraya_watson(x_train, y_train, x_val, kernels[kernel])


def called(student, device, kernel):
    """(prediction, weights) of the worked example."""
    numbers = ([0.0, 0.5, 2.0], [2.0, 4.0, 9.0], [0.5, 1.75])
    came = regression(
        student, student.nadaraya_watson, *(torch.tensor(part, device=device) for part in numbers), kernel
    )
    if not isinstance(came, tuple | list) or len(came) != 2:
        fail("nadaraya_watson should return two tensors, the prediction and the weights")
    return came


OF = "nadaraya_watson([0, 0.5, 2], [2, 4, 9], [0.5, 1.75], {})"


@points(2, "the worked example: the triangle's prediction")
def test_prediction(student, device):
    prediction, _ = called(student, device, "triangle")
    assert_close(prediction, torch.tensor([10 / 3, 9.0], device=device), of=OF.format("epanechikov") + "[0]")


@points(2, "the worked example: the triangle's weights")
def test_weights(student, device):
    _, weights = called(student, device, "triangle")
    expected = torch.tensor([[1 / 3, 0.0], [2 / 3, 0.0], [0.0, 1.0]], device=device)
    assert_close(weights, expected, of=OF.format("epanechikov") + "[1]")


@points(2, "the worked example: a kernel that gives booleans")
def test_booleans(student, device):
    prediction, weights = called(student, device, "box")
    expected = torch.tensor([[0.5, 0.0], [0.5, 0.0], [0.0, 1.0]], device=device)
    assert_close(prediction, torch.tensor([3.0, 9.0], device=device), of=OF.format("boxcar") + "[0]")
    assert_close(weights, expected, of=OF.format("boxcar") + "[1]")
