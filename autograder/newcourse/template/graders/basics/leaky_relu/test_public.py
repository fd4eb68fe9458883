"""What a learner can run: the worked example of the notebook, and what its contract states."""

import torch

from autograder.checks import assert_close, assert_dtype, assert_unmodified, points


@points(1, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([-10.0, 0.0, 2.0], device=device)
    expected = torch.tensor([-1.0, 0.0, 2.0], device=device)
    assert_close(student.leaky_relu(X, 0.1), expected, of="leaky_relu([-10, 0, 2], 0.1)", dtype=False)


@points(1, "the result has the dtype of X", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        assert_dtype(
            student.leaky_relu(rng.normal(3, dtype=dtype), 0.1), dtype, of=f"leaky_relu(X, 0.1) of a {dtype} X"
        )


@points(1, "X is left as it was", requires="test_example")
def test_argument_is_left_alone(student, rng):
    assert_unmodified(student.leaky_relu, rng.normal(3), 0.1, of="leaky_relu(X, 0.1)")
