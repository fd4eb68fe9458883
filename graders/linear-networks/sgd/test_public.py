"""What a learner can run: the worked example, and what the contract says of the gradients."""

import torch

from autograder.checks import assert_close, assert_equal, inplace, points


def leaf(values, grads, device):
    param = torch.tensor(values, device=device, requires_grad=True)
    param.grad = torch.tensor(grads, device=device)
    return param


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    w, b = leaf([[2.0], [-3.0]], [[10.0], [20.0]], device), leaf([1.0], [-5.0], device)
    inplace(student.sgd)([w, b], 0.5, 5)
    start = "after sgd([w, b], 0.5, 5), starting from w = [[2], [-3]] and b = [1] with gradients [[10], [20]] and [-5],"
    assert_close(w.detach(), torch.tensor([[1.0], [-5.0]], device=device), of=f"{start} w")
    assert_close(b.detach(), torch.tensor([1.5], device=device), of=f"{start} b")


@points(1, "the gradients are zero afterwards", requires="test_example")
def test_gradients_are_zeroed(student, device):
    w, b = leaf([[2.0], [-3.0]], [[10.0], [20.0]], device), leaf([1.0], [-5.0], device)
    inplace(student.sgd)([w, b], 0.5, 5)
    for name, param in (("w", w), ("b", b)):
        if param.grad is not None:  # None is as good as zero for the next backward
            assert_equal(param.grad, torch.zeros_like(param).detach(), of=f"after sgd([w, b], 0.5, 5), {name}.grad")


@points(1, "with batch_size 1 and lr 1 a parameter moves by its gradient")
def test_whole_step(student, device):
    w = leaf([1.0, 2.0], [3.0, -4.0], device)
    inplace(student.sgd)([w], 1.0, 1)
    of = "after sgd([w], 1, 1), starting from w = [1, 2] with gradient [3, -4], w"
    assert_close(w.detach(), torch.tensor([-2.0, 6.0], device=device), of=of)


@points(1, "a parameter whose gradient is None is passed over", requires="test_example")
def test_no_gradient(student, device):
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    inplace(student.sgd)([param], 0.5, 5)
    expected = torch.tensor([1.0, 2.0], device=device)
    assert_close(param.detach(), expected, of="after a step without a gradient, the parameter", dtype=False)
