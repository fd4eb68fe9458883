"""What a learner can run: the worked example, shapes, and what each half of the outputs may depend on."""

import torch

from autograder.checks import assert_close, assert_shape, assert_unmodified, fail, gradients, points

OF = "bi_rnn(inputs, states, forward_params, backward_params)"
RIGHT = ("test_example", "test_no_state")  # a property counts with right values in one of these


def drawn(rng, steps=3, n=2, d=4, forward=5, backward=3, *, requires_grad=False):
    """The four arguments with random numbers, float32."""
    options = {"dtype": torch.float32, "requires_grad": requires_grad}
    states = tuple(rng.uniform(n, h, low=-1, high=1, **options) for h in (forward, backward))
    shapes = [((d, h), (h, h), (h,)) for h in (forward, backward)]
    params = [tuple(rng.normal(*shape, std=0.7, **options) for shape in some) for some in shapes]
    return rng.normal(steps, n, d, **options), states, *params


def parts(result):
    """(outputs, forward state, backward state); fails when the result is no pair of outputs and a pair."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("bi_rnn should return the pair (outputs, states)")
    outputs, states = result
    if not isinstance(states, tuple | list) or len(states) != 2:
        fail("the second part of what bi_rnn returns should be the pair of states, forward and backward")
    return outputs, *states


@points(2, "the example that was worked out by hand comes out right")
def test_example(student, device):
    one, zero, none = torch.ones(1, 1, device=device), torch.zeros(1, 1, device=device), torch.zeros(1, device=device)
    inputs = torch.tensor([[[1.0]], [[0.0]]], device=device)
    outputs, forward, backward = parts(student.bi_rnn(inputs, (zero, zero), (one, one, none), (one, one, none)))
    a, b = torch.tanh(one), torch.tanh(torch.tanh(one))
    assert_close(outputs[..., :1], torch.stack([a, b]), of="the forward half of the outputs")
    assert_close(outputs[..., 1:], torch.stack([a, zero]), of="the backward half of the outputs")
    assert_close(forward, b, of="the last state of the forward direction")
    assert_close(backward, a, of="the last state of the backward direction")


@points(1, "outputs have both widths side by side, each state its own", requires_one_of=RIGHT)
def test_shapes(student, rng):
    outputs, forward, backward = parts(student.bi_rnn(*drawn(rng)))
    assert_shape(outputs, (3, 2, 8), of="for 3 steps, 2 examples, 5 units forward and 3 backward, outputs")
    assert_shape(forward, (2, 5), of="the forward state")
    assert_shape(backward, (2, 3), of="the backward state")


@points(1, "without weights of the states, each step's outputs come from its own inputs alone")
def test_no_state(student, rng):
    inputs, states, (W, U, b), (W_, U_, b_) = drawn(rng)
    zeros = [(W, torch.zeros_like(U), b), (W_, torch.zeros_like(U_), b_)]
    outputs, _, _ = parts(student.bi_rnn(inputs, states, *zeros))
    expected = torch.tanh(torch.cat([inputs @ W + b, inputs @ W_ + b_], dim=2))
    assert_close(outputs, expected, of="with both W_hh = 0 the outputs")


@points(
    1,
    "the forward half knows nothing of later inputs, the backward half nothing of earlier ones",
    requires_one_of=RIGHT,
)
def test_directions(student, rng):
    inputs, states, *params = drawn(rng, steps=5)
    other = inputs.clone()
    other[2] += 1.0
    before, _, _ = parts(student.bi_rnn(inputs, states, *params))
    after, _, _ = parts(student.bi_rnn(other, states, *params))
    assert_shape(before, (5, 2, 8), of="outputs")
    of = "after a change of the third inputs, the {} half of the outputs of steps {}"
    assert_close(after[:2, :, :5], before[:2, :, :5], of=of.format("forward", "1 and 2"))
    assert_close(after[3:, :, 5:], before[3:, :, 5:], of=of.format("backward", "4 and 5"))


@points(1, "no argument is modified", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.bi_rnn, *drawn(rng), of=OF)


@points(1, "gradients reach the inputs, both states and all parameters", requires_one_of=RIGHT)
def test_gradients_arrive(student, rng):
    found = gradients(student.bi_rnn, *drawn(rng, requires_grad=True))
    names = ["the inputs", "the forward state", "the backward state"]
    names += [f"{name} of the {way} direction" for way in ("forward", "backward") for name in ("W_xh", "W_hh", "b_h")]
    for name, gradient in zip(names, found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the results do not use it, or something in between is outside the graph",
                name=name,
            )
