"""What is special about FixedHiddenMLP: what learns, what does not, and what belongs to the module."""

import torch
from torch import nn

from autograder.checks import assert_equal, fail, inside, points
from autograder.devices.simulated import to_device

from .contract import contract

OWN = ("test_constant", *contract.basis)


@inside
def learning(FixedHiddenMLP):
    return sorted(str(tuple(p.shape)) for p in FixedHiddenMLP().parameters() if p.requires_grad)


@points(3, "one layer learns: a weight of (20, 20) and a bias of (20,)")
def test_learning(student):
    of = "the shapes of the parameters that require a gradient"
    assert_equal(learning(student, student.FixedHiddenMLP), ["(20, 20)", "(20,)"], of=of)


@inside
def used(net, X):
    """Each tensor of shape (20, 20) that a forward pass uses and did not compute, in the order of first use."""

    class Recorder(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            result = function(*args, **(kwargs or {}))
            for value in [*args, *(kwargs or {}).values()]:
                if isinstance(value, torch.Tensor) and tuple(value.shape) == (20, 20) and id(value) not in made:
                    seen.setdefault(id(value), value)
            if isinstance(result, torch.Tensor) and not isinstance(result, nn.Parameter) and id(result) not in seen:
                made[id(result)] = result
            return result

    made, seen = {}, {}
    with Recorder():
        net(X)
    return list(seen.values())


@inside
def constant(FixedHiddenMLP):
    """What holds of two modules' constant weights, and of one's after a step."""
    net, other = FixedHiddenMLP(), FixedHiddenMLP()
    X = torch.randn(3, 20)
    first, second = net(X), net(X)
    before = {id(t): t.detach().clone() for t in used(net, X)}
    fixed = [t for t in used(net, X) if not t.requires_grad]
    # A step that moves whatever the module says it learns.
    optimiser = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], lr=0.1)
    net(X).backward()
    optimiser.step()
    theirs = [t for t in used(other, X) if not t.requires_grad]
    return {
        "alike each time": bool(first == second),
        "constant": len(fixed) == 1 and all(torch.equal(t, before[id(t)]) for t in fixed),
        "random": len(fixed) == len(theirs) == 1
        and not bool((fixed[0] == theirs[0]).any())
        and len(fixed[0].unique()) > 350,
        "between 0 and 1": bool(
            len(fixed) == 1 and (fixed[0] >= 0).all() and (fixed[0] <= 1).all() and 0.25 < fixed[0].std() < 0.33
        ),
    }


RIGHT = dict.fromkeys(("alike each time", "constant", "random", "between 0 and 1"), True)


def found(student, *names):
    came = constant(student, student.FixedHiddenMLP)
    of = "what holds of the constant weights"
    assert_equal({name: came[name] for name in names}, {name: RIGHT[name] for name in names}, of=of)


@points(
    2,
    "the constant weights do not move with a step, and are the same in each pass",
    requires_one_of=("test_learning", *contract.basis),
)
def test_constant(student):
    found(student, "alike each time", "constant")


@points(1, "each module draws its own, uniformly between 0 and 1", requires_one_of=OWN)
def test_drawn(student):
    found(student, "random", "between 0 and 1")


@inside
def loaded(FixedHiddenMLP):
    """Whether another module gives the same result when it has loaded the state."""
    net, other, X = FixedHiddenMLP(), FixedHiddenMLP(), torch.randn(3, 20)
    other.load_state_dict(net.state_dict())
    return bool(torch.isclose(net(X), other(X)))


@points(6, "they belong to the module: state_dict() brings them to another one", requires_one_of=OWN)
def test_saved(student):
    if loaded(student, student.FixedHiddenMLP) is not True:
        fail(
            "other.load_state_dict(net.state_dict()) does not make other compute what net computes: the constant weights are not "
            "in the state. A buffer is: self.register_buffer(name, tensor)"
        )


@inside
def moved(FixedHiddenMLP, X):
    net = FixedHiddenMLP().to(X.device)
    return str(net(X).device)


@points(1, "to(device) moves them with the module", requires_one_of=OWN)
def test_moved(student, rng, accelerator):
    X = to_device(rng.normal(3, 20).float(), accelerator)
    assert_equal(moved(student, student.FixedHiddenMLP, X), str(X.device), of="the device of net.to(X.device)(X)")
