"""What a learner can run: the worked example, its gradient, and large logits."""

import math

import torch

from autograder.checks import assert_close, gradients, points

LOGITS, Y = [[0.0, math.log(2), math.log(5)], [0.0, 0.0, 1000.0]], [1, 0]
WORDS = "[[0, log 2, log 5], [0, 0, 1000]], [1, 0]"


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    came = student.softmax_cross_entropy(torch.tensor(LOGITS[:1], device=device), torch.tensor([1], device=device))
    expected = torch.tensor([math.log(4)], device=device)
    assert_close(came, expected, of="softmax_cross_entropy([[0, log 2, log 5]], [1])", dtype=False)


@points(2, "a logit that leads by 1000 makes a loss of 1000")
def test_large(student, device):
    came = student.softmax_cross_entropy(torch.tensor(LOGITS, device=device), torch.tensor(Y, device=device))
    expected = torch.tensor([math.log(4), 1000.0], device=device)
    assert_close(came, expected, of=f"softmax_cross_entropy({WORDS})", dtype=False, tolerance=1e-3)


@points(2, "the gradient of the worked example is softmax minus one-hot")
def test_gradient(student, device):
    logits = torch.tensor(LOGITS[:1], device=device, requires_grad=True)
    (came,) = gradients(student.softmax_cross_entropy, logits, torch.tensor([1], device=device), ones=True)
    expected = torch.tensor([[0.125, -0.75, 0.625]], device=device)
    assert_close(came, expected, of="the gradient of softmax_cross_entropy([[0, log 2, log 5]], [1])", dtype=False)
