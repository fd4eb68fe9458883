"""What is special about pool2d: modes that do not exist, and the gradient where several numbers are the largest."""

import torch

from autograder.checks import assert_close, assert_raises, fail, gradients, points

from .contract import RIGHT


@points(2, "any other mode raises an exception", requires_one_of=RIGHT)
def test_other_modes(student, rng):
    X = rng.normal(3, 4).float()
    for mode in ("min", "sum", "", "mean", "average", "maximum", "MAX", "Avg", "m", "a"):
        assert_raises(lambda X, mode=mode: student.pool2d(X, (2, 2), mode), X, of=f"pool2d(X, (2, 2), {mode!r})")


@points(2, "where several numbers are the largest, they share a gradient of one", requires="test_maxima")
def test_ties(student, device):
    X = torch.tensor([[2.0, 5.0, 1.0], [5.0, 0.0, 5.0]], device=device, requires_grad=True)
    of = "the gradient of pool2d([[2, 5, 1], [5, 0, 5]], (2, 3)).sum()"
    (came,) = gradients(lambda X: student.pool2d(X, (2, 3)), X, ones=True)
    if came is None:
        fail("no gradient reaches X")
    largest = X.detach() == 5
    assert_close(came[~largest], torch.zeros(3, device=device), of=f"{of} where X is smaller", dtype=False)
    assert_close(came[largest].sum(), torch.tensor(1.0, device=device), of=f"the sum of {of}", dtype=False)
    if bool((came < 0).any()):
        fail("{of} is negative somewhere: {came}", of=of, came=came.tolist())
