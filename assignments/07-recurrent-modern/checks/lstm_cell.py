"""What a learner can run and read. All numbers here can be checked by hand with the six equations of the notebook."""

import math

import torch

from autograder.checks import assert_close, assert_dtype, assert_shape, assert_unmodified, fail, gradients, points

NAMES = ("W_xi", "W_hi", "b_i", "W_xf", "W_hf", "b_f", "W_xo", "W_ho", "b_o", "W_xc", "W_hc", "b_c")
# A property counts with right values in one of these.
RIGHT = ("test_by_hand", "test_replaced_memory", "test_output_gate")
B_I, B_F, B_O, B_C = 2, 5, 8, 11  # where the biases are in params


def step_arguments(rng, n, d, h, *, requires_grad=False):
    """(X, (H, C), params) with random numbers, float32."""
    options = {"dtype": torch.float32, "requires_grad": requires_grad}
    params = tuple(rng.normal(*shape, std=0.7, **options) for shape in 4 * [(d, h), (h, h), (h,)])
    state = rng.uniform(n, h, low=-1, high=1, **options), rng.normal(n, h, **options)
    return rng.normal(n, d, **options), state, params


def pair(result):
    """The two parts of a returned state; fails when it is no pair."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        came = "nothing (is there a `return`?)" if result is None else f"a {type(result).__name__}"
        fail("lstm_cell(X, state, params) returned {came}, but should return the pair (H, C)", came=came)
    return result


@points(1, "hidden state and memory have the shape and the dtype of the old ones", requires_one_of=RIGHT)
def test_shapes(student, rng):
    H, C = pair(student.lstm_cell(*step_arguments(rng, 4, 3, 5)))
    for name, tensor in (("H", H), ("C", C)):
        assert_shape(tensor, (4, 5), of=name)
        assert_dtype(tensor, torch.float32, of=name)


@points(2, "the example that was worked out by hand comes out right")
def test_by_hand(student, device):
    zero, one, none = torch.zeros(1, 1, device=device), torch.ones(1, 1, device=device), torch.zeros(1, device=device)
    b_f, b_o = torch.tensor([math.log(3)], device=device), torch.tensor([-math.log(4)], device=device)
    params = (zero, zero, none, zero, zero, b_f, zero, zero, b_o, one, zero, none)
    H, C = pair(student.lstm_cell(one, (zero, 2 * one), params))
    memory = 0.75 * 2 + 0.5 * math.tanh(1)
    assert_close(C, torch.tensor([[memory]], device=device), of="the memory")
    assert_close(H, torch.tensor([[0.2 * math.tanh(memory)]], device=device), of="the hidden state")


@points(1, "a forget gate of 1 and an input gate of 0 keep the memory as it is", requires_one_of=RIGHT)
def test_kept_memory(student, rng):
    X, (H, C), params = step_arguments(rng, 3, 2, 4)
    params[B_F].fill_(100.0)
    params[B_I].fill_(-100.0)
    _, C_new = pair(student.lstm_cell(X, (H, C), params))
    assert_close(C_new, C, of="with b_f = 100 and b_i = -100 the memory")


@points(1, "a forget gate of 0 and an input gate of 1 replace the memory by the candidate")
def test_replaced_memory(student, rng):
    X, (H, C), params = step_arguments(rng, 3, 2, 4)
    params[B_F].fill_(-100.0)
    params[B_I].fill_(100.0)
    W_xc, W_hc, b_c = params[9:]
    _, C_new = pair(student.lstm_cell(X, (H, C), params))
    assert_close(C_new, torch.tanh(X @ W_xc + H @ W_hc + b_c), of="with b_f = -100 and b_i = 100 the memory")


@points(1, "an output gate of 1 shows the tanh of the new memory, one of 0 hides it")
def test_output_gate(student, rng):
    X, state, params = step_arguments(rng, 3, 2, 4)
    params[B_O].fill_(100.0)
    H, C = pair(student.lstm_cell(X, state, params))
    assert_shape(C, (3, 4), of="the memory")
    if not bool(C.any()):
        fail("the new memory is zero everywhere, but should be made of the old one and the candidate")
    assert_close(H, torch.tanh(C), of="with b_o = 100 the hidden state")
    params[B_O].fill_(-100.0)
    H, C = pair(student.lstm_cell(X, state, params))
    assert_close(H, torch.zeros_like(state[0]), of="with b_o = -100 the hidden state", tolerance=1e-6)


@points(1, "no argument is modified", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.lstm_cell, *step_arguments(rng, 3, 2, 4), of="lstm_cell(X, state, params)")


@points(2, "gradients reach the input, the state and every parameter", requires_one_of=RIGHT)
def test_gradients_arrive(student, rng):
    arguments = step_arguments(rng, 3, 2, 4, requires_grad=True)
    found = gradients(student.lstm_cell, *arguments)
    for name, gradient in zip(("X", "H", "C", *NAMES), found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the results do not use it (was a line copied, and one name left as it was?), or something in "
                "between is outside the graph",
                name=name,
            )
