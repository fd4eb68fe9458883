"""A contract of a module and the tests that follow from it: each notices its own fault, and names of parts are free."""

from types import SimpleNamespace

import pytest
import torch
from test_contract import failed
from torch import nn
from torch.nn import functional as F

from autograder.checks import agree, inside
from autograder.checks.battery import KINDS, battery
from autograder.checks.contract import OwnWork, module
from autograder.checks.failure import CheckFailed
from autograder.checks.rng import Rng
from autograder.remote.executor import Executor
from autograder.remote.student import Student


class Net(nn.Module):
    """A layer to `hidden` features, normalised and squashed, then X @ W + b."""

    def __init__(self, features, hidden):
        super().__init__()
        self.layer, self.norm = nn.Linear(features, hidden), nn.BatchNorm1d(hidden)
        self.W, self.b = nn.Parameter(torch.ones(hidden, 2)), nn.Parameter(torch.ones(2))

    def forward(self, X):
        if X.shape[1] != self.layer.in_features:
            raise ValueError("X does not fit")
        return torch.tanh(self.norm(self.layer(X))) @ self.W + self.b


class Renamed(nn.Module):
    """The same by other names, in another order, the bias with a dimension more."""

    def __init__(self, features, hidden):
        super().__init__()
        self.last = nn.ParameterDict({"bias": torch.zeros(1, 2), "weight": torch.zeros(hidden, 2)})
        self.first = nn.Sequential(nn.Linear(features, hidden), nn.LazyBatchNorm1d(), nn.Tanh())

    def forward(self, X):
        return F.linear(self.first(X), self.last["weight"].T) + self.last["bias"]


def arguments(rng, n=5, features=3, hidden=4):
    return features, hidden, rng.normal(n, features)


def contract_of(**rest):
    return module(
        "Net(features, hidden)(X)",
        lambda ns, features, hidden: ns.Net(features, hidden),
        arguments,
        refused={"another number of features": lambda rng: (3, 4, rng.normal(2, 5))},
        edges={"large X": lambda rng: (1, 2, torch.full((2, 1), 1e4))},
        own_work=OwnWork(names=("Sequential",), elementary=False),
        **rest,
    )


CONTRACT = contract_of()
SOURCE = "class Net: ..."


class WithoutBias(Net):
    def __init__(self, features, hidden):
        super().__init__(features, hidden)
        self.b = nn.Parameter(torch.zeros(1))


class Changed(Net):
    """What is wrong is in `forward`, of a subclass."""

    def result(self, X):
        return super().forward(X)


class Spare(Net):
    def __init__(self, features, hidden):
        super().__init__(features, hidden)
        self.spare = nn.Linear(features, hidden)


class Frozen(Net):
    def __init__(self, features, hidden):
        super().__init__(features, hidden)
        self.norm.eval()


class Unlisted(Net):
    """Its own bias is in a plain list, and in no list of parameters."""

    def __init__(self, features, hidden):
        super().__init__(features, hidden)
        self.hidden = [nn.Linear(features, hidden)]

    def forward(self, X):
        return super().forward(X) + self.hidden[0](X).sum() * 0


class Seeded(Net):
    def __init__(self, features, hidden):
        super().__init__(features, hidden)
        torch.manual_seed(0)


class Unsaved(Net):
    """The statistics are kept, but not saved."""

    def state_dict(self, *args, **kwargs):
        state = super().state_dict(*args, **kwargs)
        return {name: torch.zeros_like(tensor) if "running" in name else tensor for name, tensor in state.items()}


def changed(forward):
    return type("Net", (Changed,), {"forward": forward})


def all_again(self, X):
    return torch.stack([torch.stack([self.result(x[None]) for x in X])[i, 0] for i, _ in enumerate(X)])


def switches(self, X):
    result = self.result(X)
    self.train()
    return result


def trains_twice(self, X):
    if self.training:
        self.result(X)
    return self.result(X)


def in_place(self, X):
    result = self.result(X)
    X.detach().add_(1)
    return result


def as_sum(self, X):
    layer = self.layer
    return self.result(X) + (layer(X).sum() - layer(X).sum().detach())


FAULTS = {
    "values": changed(lambda self, X: self.result(X) + 1),
    "sizes": changed(lambda self, X: self.result(X) + (len(X) == 1)),
    "edges": changed(lambda self, X: self.result(X if X.abs().max() < 1000 else torch.zeros_like(X))),
    "refused": changed(lambda self, X: self.result(X[:, : self.layer.in_features])),
    "dtype": changed(lambda self, X: self.result(X).float()),
    "gradients": changed(as_sum),
    "edge_gradients": changed(as_sum),
    "layouts": changed(lambda self, X: self.result(X.view(-1).view(X.shape))),
    "device": changed(lambda self, X: self.result(X) + torch.zeros(2, dtype=X.dtype)),
    "unmodified": changed(in_place),
    "cost": changed(lambda self, X: self.result(X) if self.training else all_again(self, X)),
    "half": changed(lambda self, X: self.result(X).float() if X.element_size() == 2 else self.result(X)),
    "left_behind": Seeded,
    "modes": Frozen,
    "state": changed(trains_twice),
    "registered": Spare,
    "own_work": Net,
}


def test_other_names_pass_everything_that_follows():
    assert failed(CONTRACT, Net, Net, SOURCE) == {}
    assert failed(CONTRACT, Renamed, Net, SOURCE) == {}
    assert set(battery(CONTRACT)) == {f"test_{name}" for name in KINDS["module"]}


@pytest.mark.parametrize("name", sorted(KINDS["module"]))
def test_each_test_notices_its_own_fault(name):
    source = "class Net(nn.Sequential): ..." if name == "own_work" else SOURCE
    said = failed(CONTRACT, FAULTS[name], Net, source)
    assert name in said
    if name in ("layouts", "device", "cost", "half", "left_behind", "registered", "refused"):
        assert set(said) == {name}


@pytest.mark.parametrize(
    ("answer", "name", "words"),
    [
        (Spare, "registered", "list of parameters"),
        (Frozen, "modes", "mode of a new module"),
        (Unsaved, "registered", "result after load_state_dict"),
        (changed(switches), "modes", "mode after eval() and forward"),
        (WithoutBias, "values", "of Net"),
    ],
)
def test_what_is_said_names_the_fault(answer, name, words):
    said = failed(CONTRACT, answer, Net, SOURCE)
    assert name in said
    assert words in said[name] or name == "values"


def test_a_parameter_without_a_gradient_is_named():
    detached = changed(lambda self, X: torch.tanh(self.norm(self.layer(X))) @ self.W + self.b.detach())
    assert "no gradient reaches parameter (2,)" in failed(CONTRACT, detached, Net, SOURCE)["gradients"]


def test_a_part_that_is_not_listed_is_named():
    assert "plain list" in failed(CONTRACT, Unlisted, Net, SOURCE)["values"]


def pasted(contract, answer, name="values"):
    """The counterexample of a test, run as a learner would."""
    test = battery(contract)[f"test_{name}"]
    student, reference = Student(Executor({contract.id: answer})), SimpleNamespace(**{contract.id: Net})
    with pytest.raises(CheckFailed) as caught:
        test(student, reference, Rng("test"))
    code = caught.value.counterexample
    space = {"torch": torch, contract.id: answer}
    exec(code, space)
    return code, space


def test_a_counterexample_can_be_pasted_and_is_small():
    code, space = pasted(CONTRACT, FAULTS["values"])
    assert "net, *_ = filled(Net(features, hidden), X)" in code
    assert (space["features"], space["hidden"], space["X"].shape) == (1, 1, (1, 1))
    assert code.splitlines()[-3] == "net(X)"


def test_a_counterexample_in_training_is_one_that_the_reference_can_train_with():
    _, space = pasted(CONTRACT, Frozen, "modes")
    assert space["X"].shape == (2, 1)


@inside
def twice(features, hidden):
    return nn.Linear(features, hidden), nn.Linear(hidden, features)


def test_a_counterexample_brings_what_makes_the_module():
    class Pair(nn.Module):
        def __init__(self, first, second):
            super().__init__()
            self.first, self.second = first, second

        def forward(self, X):
            return self.second(self.first(X))

    contract = module(
        "Pair(*twice(features, hidden))(X)",
        lambda ns, features, hidden: ns.Pair(*twice(ns, features, hidden)),
        arguments,
    )
    assert failed(contract, Pair, Pair, "class Pair: ...") == {}
    reversed_ = type("Pair", (Pair,), {"forward": lambda self, X: self.first(X)})
    student, reference = Student(Executor({"Pair": reversed_})), SimpleNamespace(Pair=Pair)
    with pytest.raises(CheckFailed) as caught:
        agree(student, reference, contract.call, 1, 2, torch.ones(1, 1), of=contract.of)
    space = {"torch": torch, "Pair": reversed_}
    exec(caught.value.counterexample, space)
    assert isinstance(space["net"], Pair)
