"""What is special about tied_mlp: the shared layer stays one layer, whatever happens to it."""

import torch

from autograder.checks import assert_equal, fail, inside, points
from autograder.checks.modules import own_parameters


@inside
def parameters_of(tied_mlp):
    """The shapes of all parameters of a network with 6 hidden units."""
    return sorted(str(tuple(p.shape)) for p in tied_mlp(6).parameters())


@points(3, "there are three layers' parameters: of the first, the shared and the last one")
def test_parameters(student):
    due = sorted(map(str, [(6, 4), (6,), (6, 6), (6,), (1, 6), (1,)]))
    of = "the shapes of tied_mlp(6).parameters()"
    assert_equal(parameters_of(student, student.tied_mlp), due, of=of)


@inside
def after_steps(tied_mlp):
    """Whether the two uses are still one after a step, after to(float64), and in a network that has loaded the state."""
    found = []
    net = tied_mlp(6)
    net(torch.ones(2, 4)).sum().backward()
    torch.optim.SGD(net.parameters(), lr=0.1).step()
    found.append(sum(p.numel() for p in own_parameters(net)))
    net.double()
    found.append(sum(p.numel() for p in own_parameters(net)))
    other = tied_mlp(6).double()
    other.load_state_dict(net.state_dict())
    found.append(sum(p.numel() for p in other.parameters()))
    return found


@points(1, "they are one after a step of SGD, in another dtype, and when they are loaded", requires="test_parameters")
def test_stays_tied(student):
    of = "the numbers in all parameters after a step, after double(), after load_state_dict()"
    assert_equal(after_steps(student, student.tied_mlp), [79, 79, 79], of=of)


@inside
def beginnings(tied_mlp):
    """Whether two new networks have the same weights somewhere, and two networks share a parameter."""
    one, other = tied_mlp(6), tied_mlp(6)
    pairs = list(zip(one.parameters(), other.parameters(), strict=True))
    return {"same": any(bool((a == b).any()) for a, b in pairs), "shared": any(a is b for a, b in pairs)}


@points(2, "each call makes a new network with random weights of its own", requires="test_parameters")
def test_new(student):
    found = beginnings(student, student.tied_mlp)
    if found["shared"] is not False:
        fail("two networks made by tied_mlp(6) share a parameter: training one changes the other")
    if found["same"] is not False:
        fail("two networks made by tied_mlp(6) begin with the same weights; they should be random")
