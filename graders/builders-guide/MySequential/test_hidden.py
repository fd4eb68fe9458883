"""MySequential is no nn.Sequential, and uses none; every part hears of its mode."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, fail, inside, points, traced


@inside
def uses_sequential(MySequential, X):
    """Whether the module or one of its parts is an nn.Sequential, or one is called in a forward pass."""
    net, called = MySequential(nn.Linear(3, 3), nn.Tanh()).to(X.device), []
    hook = nn.modules.module.register_module_forward_pre_hook(lambda part, _: called.append(part))
    net(X)
    hook.remove()
    return any(isinstance(part, nn.Sequential) for part in [*net.modules(), *called])


# Another class may have borrowed the forward pass of nn.Sequential: no other container has one.
READY_MADE = {"torch.nn.modules.container.forward", "torch.utils.checkpoint"}


@points(1, "it is written without nn.Sequential", requires="test_values", essential=True)
def test_own_work(student, rng):
    with traced(student) as trace:
        found = uses_sequential(student, student.MySequential, rng.normal(2, 3).float())
    if found is not False or trace.libraries & READY_MADE:
        fail(
            "MySequential is to be written without nn.Sequential, but one is among its parts, or runs in its forward pass"
        )


@inside
def modes(MySequential):
    """Whether each part trains, after eval() and after train()."""
    parts = [nn.Linear(3, 3), nn.Dropout(0.5), nn.Tanh()]
    net, found = MySequential(*parts), {}
    for mode in ("eval", "train"):
        getattr(net, mode)()
        found[mode] = [part.training for part in parts]
    return found


@points(2, "eval() and train() reach every part, those without parameters too", requires="test_values")
def test_modes_of_parts(student):
    expected = {"eval": [False] * 3, "train": [True] * 3}
    assert_equal(
        modes(student, student.MySequential), expected, of="part.training of a linear layer, a dropout and a tanh"
    )


@inside
def lazy_and_several(MySequential):
    """A part that takes its shape in the first pass, and a last one that gives a tuple."""
    net = MySequential(nn.LazyLinear(4, device="cpu"), nn.MaxPool1d(2, return_indices=True))
    found = net(torch.ones(2, 3, device="cpu"))
    return {"tuple": isinstance(found, tuple), "shapes": [tuple(part.shape) for part in found]}


@points(1, "each part is called as any module is, and what the last one gives is returned", requires="test_values")
def test_called(student):
    came = lazy_and_several(student, student.MySequential)
    of = "what MySequential(nn.LazyLinear(4), nn.MaxPool1d(2, return_indices=True)) gives"
    assert_equal(came, {"tuple": True, "shapes": [(2, 2), (2, 2)]}, of=of)


@inside
def of_other_kinds(MySequential, X, numbers, table):
    """A part without parameters alone, and one that takes whole numbers."""
    return [MySequential(nn.ReLU())(X), MySequential(nn.Embedding.from_pretrained(table))(numbers)]


@points(1, "parts may be without parameters, and the first may take whole numbers", requires="test_values")
def test_parts_of_other_kinds(student, device):
    X, numbers = torch.tensor([[-1.0, 2.0]], device=device), torch.tensor([2, 0], device=device)
    table = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], device=device)
    came = of_other_kinds(student, student.MySequential, X, numbers, table)
    expected = [torch.tensor([[0.0, 2.0]], device=device), torch.tensor([[5.0, 6.0], [1.0, 2.0]], device=device)]
    assert_close(came, expected, of="what MySequential(nn.ReLU()) and MySequential(nn.Embedding(3, 2)) return")
