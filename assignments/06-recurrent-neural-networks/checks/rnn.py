"""What a learner can run: one unit that adds and forgets, by hand, and the shapes of a whole layer."""

import math

import torch

from autograder.checks import assert_close, assert_equal, assert_shape, assert_unmodified, fail, gradients, points

NAMES = ("inputs", "H", "W_xh", "W_hh", "b_h", "W_hq", "b_q")
RIGHT = ("test_one_step", "test_two_steps", "test_two_examples")


def by_hand(device, *rows):
    """One unit: the parameters of the example in the text, and the inputs of two tokens."""
    half = math.atanh(0.5)
    W_xh = torch.tensor([[half], [0.0]], device=device)
    W_hh, b_h = torch.zeros(1, 1, device=device), torch.zeros(1, device=device)
    W_hq, b_q = torch.tensor([[2.0, 0.0]], device=device), torch.tensor([0.0, 1.0], device=device)
    inputs = torch.eye(2, device=device)[torch.tensor(rows, device=device)]
    return inputs, (W_xh, W_hh, b_h, W_hq, b_q)


def outputs_of(result):
    """(outputs, H) of what came back, which fails where it is no such pair."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("rnn(inputs, state, params) should return a pair: the outputs, and the state as a tuple with one tensor")
    if not isinstance(result[1], tuple | list) or len(result[1]) != 1:
        fail("the state that is returned should be a tuple with one tensor, (H,), as it came in")
    return result[0], result[1][0]


def random_arguments(rng, *, requires_grad=False):
    options = {"dtype": torch.float32, "requires_grad": requires_grad}
    shapes = ((4, 3, 5), (3, 2), (5, 2), (2, 2), (2,), (2, 5), (5,))
    inputs, H, *params = (rng.normal(*shape, std=0.7, **options) for shape in shapes)
    return inputs, (H,), tuple(params)


@points(2, "one step of the example that was worked out by hand")
def test_one_step(student, device):
    inputs, params = by_hand(device, [0])
    outputs, H = outputs_of(student.rnn(inputs, (torch.zeros(1, 1, device=device),), params))
    assert_close(outputs, torch.tensor([[1.0, 1.0]], device=device), of="the outputs of one step")
    assert_close(H, torch.tensor([[0.5]], device=device), of="the state after one step")


@points(2, "two steps of that example, where the second one sees the state of the first")
def test_two_steps(student, device):
    inputs, params = by_hand(device, [0], [1])
    params[1].fill_(math.atanh(0.25) / 0.5)  # W_hh: half of the state is left
    outputs, H = outputs_of(student.rnn(inputs, (torch.zeros(1, 1, device=device),), params))
    due = torch.tensor([[1.0, 1.0], [0.5, 1.0]], device=device)
    assert_close(outputs, due, of="the outputs of two steps")
    assert_close(H, torch.tensor([[0.25]], device=device), of="the state after two steps")


@points(2, "of two steps and two examples, the rows of the first step come first")
def test_two_examples(student, device):
    inputs, params = by_hand(device, [0, 1], [1, 1])
    outputs, _ = outputs_of(student.rnn(inputs, (torch.zeros(2, 1, device=device),), params))
    due = torch.tensor([[1.0, 1.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]], device=device)
    assert_close(outputs, due, of="with W_hh = 0, the outputs of two steps and two examples")


@points(1, "outputs and state have the shapes of the contract", requires_one_of=RIGHT)
def test_shapes(student, rng):
    outputs, H = outputs_of(student.rnn(*random_arguments(rng)))
    assert_shape(outputs, (12, 5), of="the outputs of 4 steps and 3 examples")
    assert_shape(H, (3, 2), of="the state")
    assert_equal(str(outputs.dtype), "torch.float32", of="the dtype of the outputs")


@points(1, "no argument is modified", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.rnn, *random_arguments(rng), of="rnn(inputs, state, params)")


@points(2, "gradients reach the inputs, the state and every parameter", requires_one_of=RIGHT)
def test_gradients_arrive(student, rng):
    found = gradients(student.rnn, *random_arguments(rng, requires_grad=True))
    for name, gradient in zip(NAMES, found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the result does not use it, or something in between is outside the graph",
                name=name,
            )
