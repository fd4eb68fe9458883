"""What a learner can run and read. All numbers here can be checked by hand with the four equations of the notebook."""

import math

import torch

from autograder.checks import assert_close, assert_dtype, assert_shape, assert_unmodified, fail, gradients, points

NAMES = ("W_xz", "W_hz", "b_z", "W_xr", "W_hr", "b_r", "W_xh", "W_hh", "b_h")
# A property counts with right values in one of these.
RIGHT = ("test_by_hand", "test_both_gates_of_zero", "test_reset_before_product")


def step_arguments(rng, n, d, h, *, requires_grad=False):
    """(X, H, params) with random numbers, float32."""
    options = {"dtype": torch.float32, "requires_grad": requires_grad}
    shapes = 3 * [(d, h), (h, h), (h,)]
    params = tuple(rng.normal(*shape, std=0.7, **options) for shape in shapes)
    return rng.normal(n, d, **options), rng.uniform(n, h, low=-1, high=1, **options), params


@points(1, "the new state has the shape and the dtype of the old one", requires_one_of=RIGHT)
def test_shape(student, rng):
    X, H, params = step_arguments(rng, 4, 3, 5)
    H_new = student.gru_cell(X, H, params)
    assert_shape(H_new, (4, 5), of="gru_cell(X, H, params)")
    assert_dtype(H_new, torch.float32, of="gru_cell(X, H, params)")


@points(2, "the example that was worked out by hand gives 0.75")
def test_by_hand(student, rng, device):
    X, H = torch.tensor([[0.5]], device=device), torch.tensor([[1.0]], device=device)
    zero, one = torch.zeros(1, 1, device=device), torch.ones(1, 1, device=device)
    b_z = torch.tensor([math.log(3)], device=device)
    b = torch.zeros(1, device=device)
    H_new = student.gru_cell(X, H, (zero, zero, b_z, zero, zero, b, one, -one, b))
    assert_close(H_new, torch.tensor([[0.75]], device=device), of="the new state")


@points(1, "an update gate of 1 keeps the old state", requires_one_of=RIGHT)
def test_update_gate_of_one(student, rng):
    X, H, params = step_arguments(rng, 3, 2, 4)
    params[2].fill_(100.0)  # b_z
    assert_close(student.gru_cell(X, H, params), H, of="with b_z = 100 the new state")


@points(1, "an update gate of 0 takes the candidate, and a reset gate of 0 hides the old state from it")
def test_both_gates_of_zero(student, rng):
    X, H, params = step_arguments(rng, 3, 2, 4)
    params[2].fill_(-100.0)  # b_z
    params[5].fill_(-100.0)  # b_r
    W_xh, b_h = params[6], params[8]
    expected = torch.tanh(X @ W_xh + b_h)
    assert_close(student.gru_cell(X, H, params), expected, of="with b_z = b_r = -100 the new state")


@points(1, "the reset gate acts on the old state before the product with W_hh")
def test_reset_before_product(student, rng, device):
    # Z = (0.5, 0.5), R = (0.5, 0.75), and W_hh exchanges the two units: R * H = (0.5, 1.5) becomes (1.5, 0.5).
    X, H = torch.zeros(1, 1, device=device), torch.tensor([[1.0, 2.0]], device=device)
    W_x, W_h, b = (torch.zeros(shape, device=device) for shape in ((1, 2), (2, 2), (2,)))
    b_r = torch.tensor([0.0, math.log(3)], device=device)
    W_hh = torch.tensor([[0.0, 1.0], [1.0, 0.0]], device=device)
    H_new = student.gru_cell(X, H, (W_x, W_h, b, W_x, W_h, b_r, W_x, W_hh, b))
    expected = 0.5 * H + 0.5 * torch.tanh(torch.tensor([[1.5, 0.5]], device=device))
    assert_close(H_new, expected, of="with Z = 0.5 and R = (0.5, 0.75) the new state")


@points(1, "no argument is modified", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.gru_cell, *step_arguments(rng, 3, 2, 4), of="gru_cell(X, H, params)")


@points(2, "gradients reach the input, the state and every parameter", requires_one_of=RIGHT)
def test_gradients_arrive(student, rng):
    arguments = step_arguments(rng, 3, 2, 4, requires_grad=True)
    found = gradients(student.gru_cell, *arguments)
    for name, gradient in zip(("X", "H", *NAMES), found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the result does not use it (was a line copied, and one name left as it was?), or something in "
                "between is outside the graph",
                name=name,
            )
