"""What a learner can run: the worked example, shapes, and that a sequence may be cut in two."""

import math

import torch

from autograder.checks import assert_close, assert_shape, assert_unmodified, fail, gradients, points

NAMES = ("W_xz", "W_hz", "b_z", "W_xr", "W_hr", "b_r", "W_xh", "W_hh", "b_h", "W_hq", "b_q")
RIGHT = ("test_example", "test_candidate")  # a property counts with right values in one of these


def drawn(rng, steps=3, n=2, d=4, h=5, q=3, *, requires_grad=False):
    """(inputs, state, params) with random numbers, float32."""
    options = {"dtype": torch.float32, "requires_grad": requires_grad}
    shapes = [*3 * [(d, h), (h, h), (h,)], (h, q), (q,)]
    params = tuple(rng.normal(*shape, std=0.7, **options) for shape in shapes)
    return rng.normal(steps, n, d, **options), (rng.uniform(n, h, low=-1, high=1, **options),), params


def parts(result):
    """(outputs, H); fails when the result is no pair of outputs and a tuple."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("gru(inputs, state, params) should return the pair (outputs, (H,)): is something left out or too many?")
    outputs, state = result
    if not isinstance(state, tuple | list) or len(state) != 1:
        fail(
            "the second part of what gru returns should be the tuple (H,), with a comma: the state in the form in which it came"
        )
    return outputs, state[0]


@points(2, "the example that was worked out by hand comes out right")
def test_example(student, device):
    zero, none = torch.zeros(1, 1, device=device), torch.zeros(1, device=device)
    b_z = torch.tensor([math.log(3)], device=device)
    W_hq, b_q = torch.tensor([[2.0]], device=device), torch.tensor([1.0], device=device)
    inputs, H = torch.ones(2, 2, 1, device=device), torch.tensor([[16.0], [32.0]], device=device)
    params = (zero, zero, b_z, zero, zero, none, zero, zero, none, W_hq, b_q)
    outputs, H = parts(student.gru(inputs, (H,), params))
    expected = torch.tensor([[25.0], [49.0], [19.0], [37.0]], device=device)
    assert_close(outputs, expected, of="the outputs", tolerance=1e-4)
    assert_close(H, torch.tensor([[9.0], [18.0]], device=device), of="the last state", tolerance=1e-4)


@points(1, "outputs of all steps are in one tensor, and the state has its shape", requires_one_of=RIGHT)
def test_shapes(student, rng):
    outputs, H = parts(student.gru(*drawn(rng)))
    assert_shape(outputs, (6, 3), of="for 3 steps of 2 examples, with 3 outputs, outputs")
    assert_shape(H, (2, 5), of="the last state")


@points(1, "with both gates at 0, each step's outputs come from its own inputs alone")
def test_candidate(student, rng):
    inputs, state, params = drawn(rng)
    params[2].fill_(-100.0)  # b_z
    params[5].fill_(-100.0)  # b_r
    W_xh, b_h, W_hq, b_q = params[6], *params[8:]
    H = torch.tanh(inputs @ W_xh + b_h)
    outputs, last = parts(student.gru(inputs, state, params))
    assert_close(outputs, (H @ W_hq + b_q).reshape(6, 3), of="with b_z = b_r = -100 the outputs")
    assert_close(last, H[-1], of="with b_z = b_r = -100 the last state")


@points(1, "a sequence may be cut in two, the state being handed on", requires_one_of=RIGHT)
def test_cut(student, rng):
    inputs, state, params = drawn(rng, steps=5)
    whole, last = parts(student.gru(inputs, state, params))
    first, between = parts(student.gru(inputs[:2], state, params))
    second, end = parts(student.gru(inputs[2:], (between,), params))
    assert_close(torch.cat([first, second]), whole, of="the outputs of both parts")
    assert_close(end, last, of="the state after the second part")


@points(1, "no argument is modified", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.gru, *drawn(rng), of="gru(inputs, state, params)")


@points(1, "gradients reach the inputs, the state and every parameter", requires_one_of=RIGHT)
def test_gradients_arrive(student, rng):
    found = gradients(student.gru, *drawn(rng, requires_grad=True))
    for name, gradient in zip(("inputs", "H", *NAMES), found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the results do not use it, or something in between is outside the graph",
                name=name,
            )
