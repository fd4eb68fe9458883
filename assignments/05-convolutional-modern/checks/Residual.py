"""What a learner can run: the worked example, the block that has learnt nothing, and shapes."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_shape, assert_unmodified, inside, points


@inside
def with_all(net, value, X):
    """The module in evaluation mode, each of its parameters `value`; lazy parts make theirs in a first pass."""
    net.eval()(torch.zeros(X.shape))
    for parameter in net.parameters():
        nn.init.constant_(parameter, value)
    return net.to(X.device)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.full((1, 1, 1, 1), 2.0, device=device)
    for use_1x1conv, expected in ((False, 8.0), (True, 9.0)):
        of = f"with all parameters one, Residual(1, 1, use_1x1conv={use_1x1conv})([[[[2]]]])"
        net = with_all(student, student.Residual(1, 1, use_1x1conv=use_1x1conv), 1.0, X)
        assert_close(net(X), torch.full((1, 1, 1, 1), expected, device=device), of=of, tolerance=1e-3)


@points(1, "with all parameters zero, the block is the ReLU of its input")
def test_nothing_learnt(student, rng):
    X = rng.normal(2, 3, 4, 5).float()
    net = with_all(student, student.Residual(3, 3), 0.0, X)
    assert_close(net(X), torch.relu(X), of="with all parameters zero, Residual(3, 3)(X)")
    assert_unmodified(net, X, of="Residual(3, 3)(X)")


@points(1, "height and width stay, or are divided by the stride")
def test_shapes(student, rng):
    X = rng.normal(2, 3, 6, 8).float()
    assert_shape(with_all(student, student.Residual(3, 3), 0.1, X)(X), (2, 3, 6, 8), of="Residual(3, 3)(X)")
    net = with_all(student, student.Residual(3, 4, use_1x1conv=True, strides=2), 0.1, X)
    assert_shape(net(X), (2, 4, 3, 4), of="Residual(3, 4, use_1x1conv=True, strides=2)(X)")
