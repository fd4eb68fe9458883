"""What a learner can run: one unit and three steps by hand, and autograd's own numbers."""

import torch

from autograder.checks import assert_close, assert_shape, assert_unmodified, fail, points

NAMES = ("Xs", "H_0", "W_x", "W_h")


def gradients_of(student, *args):
    result = student.rnn_gradients(*args)
    if not isinstance(result, tuple | list) or len(result) != 4:
        fail("rnn_gradients(...) should return four gradients, those of Xs, H_0, W_x and W_h")
    first = result[0]
    if isinstance(first, tuple | list) and first and all(isinstance(part, torch.Tensor) for part in first):
        first = torch.stack(list(first))
    return [first, *result[1:]]


def by_hand(device, cotangents):
    """The example of the text: x = 1, 2, 3, h_0 = 4, w_x = 1, w_h = 0.5."""
    Xs = torch.tensor([1.0, 2.0, 3.0], device=device).reshape(3, 1, 1)
    H_0, W_x, W_h = (torch.full((1, 1), value, device=device) for value in (4.0, 1.0, 0.5))
    return Xs, H_0, W_x, W_h, torch.tensor(cotangents, device=device).reshape(3, 1, 1)


def assert_all(found, due, words):
    __tracebackhide__ = True
    for name, came, should in zip(NAMES, found, due, strict=True):
        assert_close(came, should, of=f"{words}, the gradient for {name}")


@points(2, "the loss is the last state: the example that was worked out by hand")
def test_last_state(student, device):
    found = gradients_of(student, *by_hand(device, [0.0, 0.0, 1.0]))
    due = [torch.tensor(v, device=device) for v in ([[[0.25]], [[0.5]], [[1.0]]], [[0.125]], [[4.25]], [[6.0]])]
    assert_all(found, due, "where the loss is h_3")


@points(2, "the loss is the sum of all states")
def test_all_states(student, device):
    found = gradients_of(student, *by_hand(device, [1.0, 1.0, 1.0]))
    due = [torch.tensor(v, device=device) for v in ([[[1.75]], [[1.5]], [[1.0]]], [[0.875]], [[7.75]], [[15.0]])]
    assert_all(found, due, "where the loss is h_1 + h_2 + h_3")


@points(1, "each gradient has the shape of what it belongs to", requires="test_last_state")
def test_shapes(student, rng):
    options = {"dtype": torch.float32}
    shapes = ((4, 3, 5), (3, 2), (5, 2), (2, 2), (4, 3, 2))
    args = [rng.normal(*shape, **options) for shape in shapes]
    for name, came, arg in zip(NAMES, gradients_of(student, *args), args, strict=False):
        assert_shape(came, tuple(arg.shape), of=f"the gradient for {name}")


@points(1, "no argument is modified", requires="test_last_state")
def test_arguments_are_left_alone(student, rng):
    options = {"dtype": torch.float32}
    args = [rng.normal(*shape, **options) for shape in ((4, 3, 5), (3, 2), (5, 2), (2, 2), (4, 3, 2))]
    assert_unmodified(student.rnn_gradients, *args, of="rnn_gradients(Xs, H_0, W_x, W_h, cotangents)")
