"""What is special about xavier_uniform: what its numbers look like whatever their bound, and that they can be trained."""

import random

import torch

from autograder.checks import assert_close, fail, inside, points

from .contract import look, numbers


@inside
def gradient(xavier_uniform, fan_in, fan_out):
    W = xavier_uniform(fan_in, fan_out)
    (3 * W).sum().backward()
    return W.is_leaf, W.grad if W.is_leaf else None


@points(3, "the weights are a leaf that requires a gradient, as what is trained must be")
def test_leaf(student, rng):
    leaf, came = gradient(student, student.xavier_uniform, 3, 2)
    if not leaf:
        fail(
            "the result of xavier_uniform is computed from a tensor that requires a gradient: the gradient gets there, and not to "
            "the weights themselves"
        )
    assert_close(came.reshape(-1), torch.full((6,), 3.0), of="the gradient of (3 * W).sum() for W", dtype=False)


@points(3, "the weights are uniform around 0, whatever their bound")
def test_uniform(student, rng):
    W = student.xavier_uniform(50, 60)
    look(W.detach(), "xavier_uniform(50, 60)")


@points(2, "each call draws new weights", requires_one_of=("test_uniform", "test_values"))
def test_fresh(student, rng):
    if torch.equal(*(student.xavier_uniform(4, 3).detach() for _ in range(2))):
        fail("two calls of xavier_uniform(4, 3) give the same weights: is a seed set inside?")


@inside
def seeded(xavier_uniform):
    drawn = []
    for _ in range(2):
        torch.manual_seed(5)
        random.seed(5)
        drawn.append(xavier_uniform(4, 3).detach())
    return drawn


@points(1, "with the same seed the same weights come again", requires_one_of=("test_uniform", "test_values"))
def test_seed(student, rng):
    if not torch.equal(*seeded(student, student.xavier_uniform)):
        fail(
            "after torch.manual_seed(5) and random.seed(5) xavier_uniform(4, 3) gives other weights than the first time: are "
            "they drawn in another way?"
        )


@points(2, "no row or column follows from another", requires_one_of=("test_uniform", "test_values"))
def test_independent(student, rng):
    W = numbers(student, 400, 4).double()
    for what, some in (("columns", W.T), ("rows that follow each other", torch.stack([W[:-1, 0], W[1:, 0]]))):
        together = torch.corrcoef(some).nan_to_num(1.0)
        most = float((together - torch.diag(together.diag())).abs().max())
        if not most < 6 / 400**0.5:
            fail("two {what} have a correlation of {most}, but should be independent", what=what, most=f"{most:.2f}")


@inside
def by_default(xavier_uniform):
    """The dtype of the weights while the default is float64."""
    torch.set_default_dtype(torch.float64)
    try:
        return xavier_uniform(4, 3).dtype
    finally:
        torch.set_default_dtype(torch.float32)


@points(
    1,
    "where torch's default dtype is float64, so is that of the weights",
    requires_one_of=("test_uniform", "test_values"),
)
def test_default_dtype(student, rng):
    came = by_default(student, student.xavier_uniform)
    if came != torch.float64:
        fail("with a default dtype of float64 the weights have dtype {came}: say no dtype, or the default", came=came)
