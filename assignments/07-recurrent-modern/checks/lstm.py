"""What a learner can run: the worked example, shapes, and that a sequence may be cut in two."""

import math

import torch

from autograder.checks import assert_close, assert_shape, assert_unmodified, fail, gradients, points

NAMES = (*(f"{kind}{gate}" for gate in "ifoc" for kind in ("W_x", "W_h", "b_")), "W_hq", "b_q")
RIGHT = ("test_example", "test_candidate")  # a property counts with right values in one of these


def drawn(rng, steps=3, n=2, d=4, h=5, q=3, *, requires_grad=False):
    """(inputs, state, params) with random numbers, float32."""
    options = {"dtype": torch.float32, "requires_grad": requires_grad}
    shapes = [*4 * [(d, h), (h, h), (h,)], (h, q), (q,)]
    params = tuple(rng.normal(*shape, std=0.7, **options) for shape in shapes)
    return (
        rng.normal(steps, n, d, **options),
        tuple(rng.uniform(n, h, low=-1, high=1, **options) for _ in range(2)),
        params,
    )


def parts(result):
    """(outputs, H, C); fails when the result is no pair of outputs and a pair."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("lstm(inputs, state, params) should return the pair (outputs, (H, C)): is something left out or too many?")
    outputs, state = result
    if not isinstance(state, tuple | list) or len(state) != 2:
        fail("the second part of what lstm returns should be the tuple (H, C): the state in the form in which it came")
    return outputs, *state


@points(2, "the example that was worked out by hand comes out right")
def test_example(student, device):
    zero, none = torch.zeros(1, 1, device=device), torch.zeros(1, device=device)
    b_f, b_o = torch.tensor([math.log(3)], device=device), torch.tensor([1000.0], device=device)
    W_hq, b_q = torch.tensor([[10.0]], device=device), torch.tensor([1.0], device=device)
    params = (zero, zero, none, zero, zero, b_f, zero, zero, b_o, zero, zero, none, W_hq, b_q)
    inputs, C = torch.ones(2, 1, 1, device=device), torch.tensor([[16 / 9]], device=device)
    outputs, H, C = parts(student.lstm(inputs, (zero, C), params))
    expected = [[10 * math.tanh(4 / 3) + 1], [10 * math.tanh(1) + 1]]
    assert_close(outputs, torch.tensor(expected, device=device), of="the outputs", tolerance=1e-4)
    assert_close(H, torch.tensor([[math.tanh(1)]], device=device), of="the last hidden state", tolerance=1e-4)
    assert_close(C, torch.tensor([[1.0]], device=device), of="the last memory", tolerance=1e-4)


@points(1, "outputs of all steps are in one tensor, and the state has its shape", requires_one_of=RIGHT)
def test_shapes(student, rng):
    outputs, H, C = parts(student.lstm(*drawn(rng)))
    assert_shape(outputs, (6, 3), of="for 3 steps of 2 examples, with 3 outputs, outputs")
    assert_shape(H, (2, 5), of="the last hidden state")
    assert_shape(C, (2, 5), of="the last memory")


@points(1, "with a shut forget gate and the others open, each step's outputs come from its own inputs alone")
def test_candidate(student, rng):
    inputs, state, params = drawn(rng)
    params[2].fill_(100.0)  # b_i
    params[5].fill_(-100.0)  # b_f
    params[8].fill_(100.0)  # b_o
    params[10].fill_(0.0)  # W_hc
    W_xc, b_c, W_hq, b_q = params[9], *params[11:]
    C = torch.tanh(inputs @ W_xc + b_c)
    outputs, H, memory = parts(student.lstm(inputs, state, params))
    of = "with b_i = b_o = 100, b_f = -100 and a W_hc of zeros"
    assert_close(outputs, (torch.tanh(C) @ W_hq + b_q).reshape(6, 3), of=f"{of} the outputs")
    assert_close(H, torch.tanh(C)[-1], of=f"{of} the last hidden state")
    assert_close(memory, C[-1], of=f"{of} the last memory")


@points(1, "a sequence may be cut in two, the state being handed on", requires_one_of=RIGHT)
def test_cut(student, rng):
    inputs, state, params = drawn(rng, steps=5)
    whole, *last = parts(student.lstm(inputs, state, params))
    first, *between = parts(student.lstm(inputs[:2], state, params))
    second, *end = parts(student.lstm(inputs[2:], tuple(between), params))
    assert_close(torch.cat([first, second]), whole, of="the outputs of both parts")
    for name, ours, theirs in zip(("hidden state", "memory"), end, last, strict=True):
        assert_close(ours, theirs, of=f"the {name} after the second part")


@points(1, "no argument is modified", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.lstm, *drawn(rng), of="lstm(inputs, state, params)")


@points(1, "gradients reach the inputs, the state and every parameter", requires_one_of=RIGHT)
def test_gradients_arrive(student, rng):
    found = gradients(student.lstm, *drawn(rng, requires_grad=True))
    for name, gradient in zip(("inputs", "H", "C", *NAMES), found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the results do not use it, or something in between is outside the graph",
                name=name,
            )
