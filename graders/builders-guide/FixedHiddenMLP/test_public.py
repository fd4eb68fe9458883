"""What a learner can run: two worked examples, and what learns."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def with_bias(FixedHiddenMLP, b, X):
    """The result of a module whose layer has these biases and no weights."""
    net = FixedHiddenMLP().to(X.device)
    for parameter in net.parameters():
        if parameter.dim() == 2:
            nn.init.zeros_(parameter)
        else:
            parameter.data = b
    return net(X)


@inside
def learning(FixedHiddenMLP):
    return sorted(str(tuple(p.shape)) for p in FixedHiddenMLP().parameters() if p.requires_grad)


def compared(student, device, numbers, expected):
    b = torch.zeros(20, device=device)
    b[: len(numbers)] = torch.tensor(numbers, device=device)
    came = with_bias(student, student.FixedHiddenMLP, b, torch.zeros(1, 20, device=device))
    of = f"with biases that begin with {numbers} and no weights, FixedHiddenMLP()(zeros(1, 20))"
    assert_close(came, torch.tensor(expected, device=device), of=of, dtype=False)


@points(2, "the worked example: 3 is halved twice")
def test_halved(student, device):
    compared(student, device, [3.0], 0.75)


@points(1, "the sizes count: 2 and -1 are 3 in size; 1 needs no halving")
def test_sizes_count(student, device):
    compared(student, device, [2.0, -1.0], 0.25)
    compared(student, device, [0.25, 0.75], 1.0)


@points(1, "one layer learns, and nothing else")
def test_learning(student):
    of = "the shapes of the parameters that require a gradient"
    assert_equal(learning(student, student.FixedHiddenMLP), ["(20, 20)", "(20,)"], of=of)


@inside
def kept(FixedHiddenMLP):
    """What holds of the result for one X: in two passes, and in another module that has loaded the state."""
    net, other, X = FixedHiddenMLP(), FixedHiddenMLP(), torch.randn(3, 20)
    other.load_state_dict(net.state_dict())
    first, second, loaded = net(X), net(X), other(X)
    return {
        "one number": first.dim() == 0,
        "the same in a second pass": torch.equal(first, second),
        "the same after loading": torch.allclose(first, loaded),
    }


@points(1, "the constant weights stay the same from pass to pass, and state_dict() has them", requires="test_halved")
def test_kept(student):
    due = dict.fromkeys(("one number", "the same in a second pass", "the same after loading"), True)
    assert_equal(kept(student, student.FixedHiddenMLP), due, of="with X of three rows, what holds of net(X)")
