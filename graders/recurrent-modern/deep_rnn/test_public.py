"""What a learner can run: the worked example, shapes, and that a sequence may be cut in two."""

import torch

from autograder.checks import assert_close, assert_shape, assert_unmodified, fail, gradients, points

RIGHT = ("test_example", "test_one_layer")  # a property counts with right values in one of these


def drawn(rng, steps=3, n=2, d=4, widths=(5, 3), *, requires_grad=False):
    """(inputs, states, layers) with random numbers, float32."""
    options = {"dtype": torch.float32, "requires_grad": requires_grad}
    states = tuple(rng.uniform(n, h, low=-1, high=1, **options) for h in widths)
    pairs = zip((d, *widths[:-1]), widths, strict=True)
    layers = [tuple(rng.normal(*shape, std=0.7, **options) for shape in ((a, h), (h, h), (h,))) for a, h in pairs]
    return rng.normal(steps, n, d, **options), states, layers


def parts(result, number):
    """(outputs, states); fails when the result is no pair of outputs and `number` states."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("deep_rnn(inputs, states, layers) should return the pair (outputs, states)")
    outputs, states = result
    if not isinstance(states, tuple | list) or len(states) != number:
        fail(
            "the second part of what deep_rnn returns should be a tuple of {number} states, one for each layer",
            number=number,
        )
    return outputs, states


@points(2, "the example that was worked out by hand comes out right")
def test_example(student, device):
    one, zero, none = torch.ones(1, 1, device=device), torch.zeros(1, 1, device=device), torch.zeros(1, device=device)
    layers = [(one, zero, none), (one, one, none)]
    outputs, states = parts(student.deep_rnn(torch.ones(2, 1, 1, device=device), (zero, zero), layers), 2)
    first = torch.tanh(one)
    second = torch.tanh(first)
    third = torch.tanh(first + second)
    assert_close(outputs, torch.stack([second, third]), of="the outputs")
    assert_close(states[0], first, of="the first layer's last state")
    assert_close(states[1], third, of="the second layer's last state")


@points(1, "outputs have the last layer's width, and each state its own layer's", requires_one_of=RIGHT)
def test_shapes(student, rng):
    outputs, states = parts(student.deep_rnn(*drawn(rng)), 2)
    assert_shape(outputs, (3, 2, 3), of="for 3 steps, 2 examples and layers of 5 and 3 units, outputs")
    for number, (state, width) in enumerate(zip(states, (5, 3), strict=True), start=1):
        assert_shape(state, (2, width), of=f"the state of layer {number}")


@points(1, "a single layer, without weights of the state, sees each step's inputs alone")
def test_one_layer(student, rng):
    inputs, states, [(W_xh, W_hh, b_h)] = drawn(rng, widths=(5,))
    outputs, _ = parts(student.deep_rnn(inputs, states, [(W_xh, torch.zeros_like(W_hh), b_h)]), 1)
    assert_close(outputs, torch.tanh(inputs @ W_xh + b_h), of="with W_hh = 0 the outputs of one layer")


@points(1, "a sequence may be cut in two, the states being handed on", requires_one_of=RIGHT)
def test_cut(student, rng):
    inputs, states, layers = drawn(rng, steps=5)
    whole, last = parts(student.deep_rnn(inputs, states, layers), 2)
    first, between = parts(student.deep_rnn(inputs[:2], states, layers), 2)
    second, end = parts(student.deep_rnn(inputs[2:], tuple(between), layers), 2)
    assert_close(torch.cat([first, second]), whole, of="the outputs of both parts")
    for number, (ours, theirs) in enumerate(zip(end, last, strict=True), start=1):
        assert_close(ours, theirs, of=f"the state of layer {number} after the second part")


@points(1, "no argument is modified", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.deep_rnn, *drawn(rng), of="deep_rnn(inputs, states, layers)")


@points(1, "gradients reach the inputs, all states and all layers", requires_one_of=RIGHT)
def test_gradients_arrive(student, rng):
    found = gradients(student.deep_rnn, *drawn(rng, requires_grad=True))
    names = ["the inputs", "the first state", "the second state"]
    names += [f"{name} of layer {number}" for number in (1, 2) for name in ("W_xh", "W_hh", "b_h")]
    for name, gradient in zip(names, found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the results do not use it, or something in between is outside the graph",
                name=name,
            )
