"""What a learner can run: the worked example, its shape and its gradient."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_unmodified, gradients, points


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    w = torch.tensor([[3.0], [-4.0]], device=device)
    assert_close(student.l2_penalty(w), torch.tensor(12.5, device=device), of="l2_penalty([[3], [-4]])", dtype=False)


@points(2, "the gradient is w")
def test_gradient(student, device):
    w = torch.tensor([[3.0], [-4.0]], device=device, requires_grad=True)
    (came,) = gradients(student.l2_penalty, w, ones=True)
    assert_close(came, w.detach(), of="the gradient of l2_penalty([[3], [-4]])", dtype=False)


@aside
@points(1, "the result has the dtype of w", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        assert_dtype(student.l2_penalty(rng.normal(3, 1, dtype=dtype)), dtype, of=f"l2_penalty(w) of {dtype}")


@points(1, "w is left as it was", requires="test_example")
def test_argument_is_left_alone(student, rng):
    assert_unmodified(student.l2_penalty, rng.normal(3, 1), of="l2_penalty(w)")
