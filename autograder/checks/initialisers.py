"""Functions for `net.apply` that give linear layers new numbers, `name(m)`: what is the same for all of them.

What they leave alone, and what stays of what they change. `graders/builders-guide/` has two examples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from autograder.checks.compare import assert_equal
from autograder.checks.contract import Contract
from autograder.checks.failure import fail
from autograder.checks.inside import inside
from autograder.checks.weights import points

Test = Callable[..., None]


@dataclass(frozen=True)
class Initialiser:
    """`name` is the function's."""

    name: str

    @property
    def code(self) -> str:
        """A layer that is given its numbers, as a learner would write it."""
        return f"net = torch.nn.Sequential(torch.nn.Linear(fan_in, fan_out))\nnet.apply({self.name})"

    @property
    def applied(self) -> str:
        return f"after net.apply({self.name})"

    def layer(self, ns: Any, like: Any, fan_in: int, fan_out: int) -> tuple[Any, Any]:
        """The weights and the biases that a linear layer has afterwards, among other layers, in the dtype and on the
        device of `like`."""
        weights, biases = initialised(ns, getattr(ns, self.name), like, fan_in, fan_out)
        return weights, biases

    # -- tests by hand

    def others(self, contract: Contract) -> Test:
        @points(3, "other modules are left alone", requires_one_of=contract.basis)
        def test(student: Any) -> None:
            for name, same in untouched(student, getattr(student, self.name)).items():
                if same is not True:
                    fail(
                        "net.apply({init}) changes the parameters of an {name}; only linear layers are meant",
                        init=self.name,
                        name=name,
                    )

        return test

    def without_bias(self, contract: Contract) -> Test:
        @points(2, "a linear layer without a bias gets its weights, too", requires_one_of=contract.basis)
        def test(student: Any) -> None:
            of = f"{self.applied}, whether a layer with bias=False has weights, and no bias"
            assert_equal(only_weights(student, getattr(student, self.name)), True, of=of)

        return test

    def anywhere(self, contract: Contract) -> Test:
        @points(4, "linear layers get their weights wherever they are", requires_one_of=contract.basis)
        def test(student: Any) -> None:
            for where, drawn in reached(student, getattr(student, self.name)).items():
                if drawn is not True:
                    fail("{where}: its weights are as before net.apply({init})", where=where, init=self.name)

        return test

    def kept(self, contract: Contract) -> Test:
        title = "the parameters are those that an optimiser may have already, and still learn"

        @points(4, title, requires_one_of=contract.basis)
        def test(student: Any) -> None:
            due = dict.fromkeys(("the same parameters", "require a gradient", "get a gradient"), True)
            came = what_is_kept(student, getattr(student, self.name))
            assert_equal(came, due, of=f"{self.applied}, what holds of a layer's parameters")

        return test

    def fresh(self, contract: Contract) -> Test:
        @points(2, "each layer, and each call, draws weights of its own", requires_one_of=contract.basis)
        def test(student: Any) -> None:
            if alike(student, getattr(student, self.name)) is not False:
                fail("two layers have the same weights {applied}: is a seed set inside?", applied=self.applied)

        return test

    def global_generator(self, contract: Contract) -> Test:
        @points(1, "the random numbers come from torch's global generator", requires_one_of=contract.basis)
        def test(student: Any) -> None:
            if repeated(student, getattr(student, self.name)) is not True:
                fail(
                    "after torch.manual_seed(...) with the same number, the weights are others each time {applied}: the random "
                    "numbers do not come from torch's global generator",
                    applied=self.applied,
                )

        return test


@inside
def initialised(init, like, fan_in, fan_out):  # type: ignore[no-untyped-def]  # its text runs elsewhere
    """The weights and the biases of a linear layer among other layers."""
    net = nn.Sequential(nn.Sequential(nn.Linear(fan_in, fan_out), nn.ReLU()), nn.Linear(fan_out, 2))
    for parameter in net.to(like.device, like.dtype).parameters():
        nn.init.constant_(parameter, 7.0)  # what is left alone shows
    net.apply(init)
    return net[0][0].weight.detach(), net[0][0].bias.detach()  # type: ignore[index]


@inside
def untouched(init):  # type: ignore[no-untyped-def]
    """By the name of another module, whether it is as it was."""

    class MyLinear(nn.Module):
        name = "MyLinear that is no nn.Linear"

        def __init__(self):  # type: ignore[no-untyped-def]
            super().__init__()
            self.in_features, self.out_features = 3, 2
            self.weight, self.bias = nn.Parameter(torch.zeros(2, 3)), nn.Parameter(torch.zeros(2))

    net = nn.Sequential(
        nn.Conv2d(2, 3, 3),
        nn.BatchNorm2d(3),
        nn.Embedding(5, 4),
        nn.LayerNorm(4),
        nn.GRUCell(2, 3),
        nn.Bilinear(2, 2, 2),
        MyLinear(),  # type: ignore[no-untyped-call]
    )
    for part in net:
        for parameter in part.parameters():
            nn.init.constant_(parameter, 0.25)
    net.apply(init)
    return {
        part.name if isinstance(part, MyLinear) else f"nn.{type(part).__name__}": all(
            bool((p == 0.25).all()) for p in part.parameters()
        )
        for part in net
    }


@inside
def only_weights(init):  # type: ignore[no-untyped-def]
    """Whether a layer without a bias has got weights, and no bias."""
    layer = nn.Linear(30, 20, bias=False)
    nn.init.zeros_(layer.weight)
    nn.Sequential(layer).apply(init)
    return bool((layer.weight != 0).any()) and layer.bias is None


@inside
def reached(init):  # type: ignore[no-untyped-def]
    """By where a linear layer is, whether its weights are others afterwards."""

    class Wrapped(nn.Module):
        def __init__(self):  # type: ignore[no-untyped-def]
            super().__init__()
            self.inner = nn.Linear(4, 3)

    alone, wrapped, listed = nn.Linear(4, 3), Wrapped(), nn.ModuleList([nn.Linear(4, 3)])  # type: ignore[no-untyped-call]
    layers = {
        "a layer to which net.apply is applied itself": (alone, alone),
        "a layer in a module of one's own": (wrapped, wrapped.inner),
        "a layer in an nn.ModuleList": (listed, listed[0]),
    }
    found = {}
    for where, (net, layer) in layers.items():
        nn.init.constant_(layer.weight, 7.0)  # type: ignore[arg-type]
        net.apply(init)
        found[where] = bool((layer.weight != 7.0).all())  # type: ignore[union-attr]
    return found


@inside
def what_is_kept(init):  # type: ignore[no-untyped-def]
    """What becomes of the parameters of a layer."""
    layer = nn.Linear(3, 2)
    before = list(layer.parameters())
    nn.Sequential(layer).apply(init)
    after = list(layer.parameters())
    layer(layer.weight.detach()).sum().backward()
    return {
        "the same parameters": len(after) == 2 and all(one is other for one, other in zip(before, after, strict=True)),
        "require a gradient": all(p.requires_grad for p in after),
        "get a gradient": all(p.grad is not None for p in after),
    }


@inside
def alike(init):  # type: ignore[no-untyped-def]
    """Whether two layers get a weight in common."""
    net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
    for layer in net:
        nn.init.constant_(layer.weight, 7.0)  # type: ignore[arg-type]
    net.apply(init)
    return bool((net[0].weight == net[1].weight).any())  # type: ignore[attr-defined]


@inside
def repeated(init):  # type: ignore[no-untyped-def]
    """Whether one seed of torch's gives the same weights twice."""
    found = []
    before = torch.get_rng_state()
    for _ in range(2):
        net = nn.Sequential(nn.Linear(4, 4))
        torch.manual_seed(3)
        net.apply(init)
        found.append(net[0].weight.detach().clone())  # type: ignore[operator]
    torch.set_rng_state(before)
    return torch.equal(found[0], found[1])
