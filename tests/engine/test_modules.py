"""Modules get the same numbers, whatever their parts are called and in whatever order they were made."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from autograder.checks import agree, filled, gradients
from autograder.devices.simulated import to_device
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError


class Block(nn.Module):
    """The reference: two convolutions with their normalisations, and a shortcut."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.conv2, self.bn2 = nn.Conv2d(4, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.shortcut = nn.Conv2d(3, 4, 1)
        self.scale = nn.Parameter(torch.ones(4, 1, 1))

    def forward(self, X):
        Y = self.bn2(self.conv2(self.bn1(self.conv1(X)).relu()))
        return (Y * self.scale + self.shortcut(X)).relu()


class Other(nn.Module):
    """The same by other names, in another order, with lazy parts and one that is never used."""

    def __init__(self):
        super().__init__()
        self.gamma = nn.ParameterList([torch.zeros(4, 1, 1)])
        self.spare = nn.Conv2d(3, 4, 1)
        self.parts = nn.ModuleDict({"side": nn.LazyConv2d(4, 1), "tail": nn.LazyBatchNorm2d()})
        self.body = nn.Sequential(
            nn.Conv2d(3, 4, 3, padding=1), nn.LazyBatchNorm2d(), nn.ReLU(), nn.LazyConv2d(4, 3, padding=1)
        )

    def forward(self, X):
        return F.relu(self.parts["side"](X) + self.parts["tail"](self.body(X)) * self.gamma[0])


class WrongOrder(Other):
    """Normalises before the first convolution's partner."""

    def forward(self, X):
        return F.relu(self.parts["side"](X) + self.parts["tail"](self.body(X)) + self.gamma[0])


class Tied(nn.Module):
    def __init__(self, tied=True):
        super().__init__()
        self.embedding, self.output = nn.Embedding(5, 4), nn.Linear(4, 5, bias=False)
        if tied:
            self.output.weight = self.embedding.weight

    def forward(self, X):
        return self.output(self.embedding(X))


class TiedOtherWay(nn.Module):
    def __init__(self):
        super().__init__()
        self.out, self.table = nn.Linear(4, 5, bias=False), nn.Embedding(5, 4)
        self.table.weight = self.out.weight

    def forward(self, X):
        return self.out(self.table(X))


class Layers(nn.Module):
    """Layers in a list, `kind` says in which; parameters of its own beside them."""

    def __init__(self, kind=nn.ModuleList):
        super().__init__()
        self.layers = kind([nn.Linear(3, 3), nn.Linear(3, 3)])
        self.W, self.b = nn.Parameter(torch.zeros(3, 2)), nn.Parameter(torch.zeros(2))

    def forward(self, X):
        for layer in self.layers:
            X = layer(X)
        return X @ self.W + self.b


class Written(nn.Module):
    """The same, made of parameters of its own class alone where the reference has them, and made in another order."""

    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(2))
        self.weight = nn.Parameter(torch.zeros(3, 2))
        self.second, self.first = nn.Linear(3, 3), nn.Linear(3, 3)

    def forward(self, X):
        return self.second(self.first(X)).matmul(self.weight).add(self.bias)


class Reference:
    """A namespace."""

    def __init__(self, **names):
        vars(self).update(names)


def sides(net, other):
    return Student(Executor({"Net": other})), Reference(Net=net)


def values(ns, X):
    net, _, state = filled(ns, ns.Net(), X)
    return net(X), state()


def all_gradients(ns, X):
    net, parameters, _ = filled(ns, ns.Net(), X)
    net.eval()
    return gradients(lambda X, *_: net(X), X, *parameters)


IMAGES = torch.randn(2, 3, 5, 5)
ROWS = torch.randn(4, 3)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("device", ["cpu", "sim"])
def test_other_names_and_orders_make_no_difference(device, dtype):
    X = to_device(IMAGES.to(dtype), device)
    agree(*sides(Block, Other), values, X)
    agree(*sides(Block, Other), all_gradients, X.requires_grad_())


def test_parameters_of_a_class_of_its_own_and_layers_in_lists_are_told_apart():
    for dtype in (torch.float32, torch.bfloat16, torch.float16, torch.float64):
        agree(*sides(Layers, Written), values, ROWS.to(dtype))


def test_another_computation_shows():
    with pytest.raises(AssertionError):
        agree(*sides(Block, WrongOrder), values, IMAGES)
    with pytest.raises(AssertionError):
        agree(*sides(Layers, lambda: Layers(lambda parts: nn.ModuleList(parts[:1] * 2))), values, ROWS)


def test_shared_parameters_are_one_whichever_part_had_them_first():
    X = torch.tensor([[0, 3, 2], [1, 1, 4]])

    def tied(ns, X):
        net, parameters, _ = filled(ns, ns.Net(), X, torch.float64)
        return net(X), len(parameters)

    agree(*sides(Tied, TiedOtherWay), tied, X)
    with pytest.raises(AssertionError):
        agree(*sides(Tied, lambda: Tied(tied=False)), tied, X)


def test_a_parameter_that_the_module_does_not_list_is_named():
    student, _ = sides(Layers, lambda: Layers(list))
    with pytest.raises(SubmissionError, match=r"parameter of shape \(3, 3\).*plain list"):
        filled(student, student.Net(), ROWS)


def test_what_is_no_module_is_said_to_be_none():
    student, reference = sides(dict, dict)
    for side, error in ((student, SubmissionError), (reference, TypeError)):
        with pytest.raises(error, match="a dict where"):
            filled(side, {} if side is reference else student.Net(x=1), ROWS)


def test_statistics_are_filled_and_modes_stay():
    net, _, state = filled(Reference(), Block(), IMAGES)
    assert net.training
    assert net.bn1.running_var.min() >= 0.5
    assert not torch.equal(net.bn1.running_mean, net.bn2.running_mean)
    before = state()
    net(IMAGES)
    moved = [not torch.equal(a, b) for a, b in zip(before, state(), strict=True)]
    assert sum(moved) == 4
    net.bn1.eval()
    filled(Reference(), net, IMAGES)
    assert [net.bn1.training, net.bn2.training] == [False, True]


def test_numbers_are_exact_in_every_dtype_and_keep_the_size_of_what_they_meet():
    deep = nn.Sequential(*(nn.Linear(300, 300) for _ in range(8)))
    net, parameters, _ = filled(Reference(), deep, torch.randn(2, 300))
    for parameter in parameters:
        assert torch.equal(parameter, parameter.to(torch.bfloat16).float())
        assert torch.equal(parameter, parameter.half().float())
    assert 1e-3 < net(torch.randn(2, 300)).std().item() < 1e3
    assert not torch.equal(net[0].weight, net[1].weight)


def test_rounding_is_measured_with_the_parameters_widened_too():
    """Else the exact values, and with them the tolerance, would be those of rounded products."""
    seen = []

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.W = nn.Parameter(torch.zeros(3, 2))

        def forward(self, X):
            seen.append((X.dtype, self.W.dtype))
            return X @ self.W

    agree(*sides(Net, Net), lambda ns, X: filled(ns, ns.Net(), X)[0](X) * 1.0001, ROWS)
    assert {a for a, b in seen if a is b} == {torch.float32}
    student, reference = sides(Net, type("Net", (Net,), {"forward": lambda self, X: (X @ self.W) * (1 + 4e-5)}))
    with pytest.raises(AssertionError):
        agree(student, reference, values, ROWS)
    assert (torch.float64, torch.float64) in seen
    assert {a is b for a, b in seen} == {True}


def test_a_table_of_constants_stays_as_it_is():
    class Positional(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("P", torch.arange(3.0))
            self.layer = nn.Linear(3, 3)

        def forward(self, X):
            return self.layer(X) + self.P

    net, _, state = filled(Reference(), Positional(), ROWS)
    assert net.P.tolist() == [0, 1, 2]
    assert {tuple(tensor.shape) for tensor in state()} == {(3, 3), (3,)}


class Narrow(nn.Module):
    """A convolution whose weight, without dimensions of one, has the shape of a scale; `first` says which is reached first."""

    def __init__(self, first="norm"):
        super().__init__()
        self.norm, self.conv, self.first = nn.BatchNorm2d(4), nn.Conv2d(1, 4, 1), first

    def forward(self, X):
        parts = [lambda: self.norm(X.expand(-1, 4, -1, -1)), lambda: self.conv(X)]
        return sum(part() for part in (parts if self.first == "norm" else parts[::-1]))


class NarrowByALinearLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.project, self.scale = nn.Linear(1, 4), nn.BatchNorm2d(4)

    def forward(self, X):
        return self.project(X.movedim(1, -1)).movedim(-1, 1) + self.scale(X.expand(-1, 4, -1, -1))


@pytest.mark.parametrize("other", [lambda: Narrow("conv"), NarrowByALinearLayer])
def test_a_narrow_convolution_is_a_linear_layer_and_no_normalisation(other):
    agree(*sides(Narrow, other), lambda ns, X: filled(ns, ns.Net(), X)[0](X), IMAGES[:, :1])


class Normalised(nn.Module):
    """Two layer normalisations of equal sizes, around a layer."""

    def __init__(self):
        super().__init__()
        self.before, self.layer, self.after = nn.LayerNorm(3), nn.Linear(3, 3), nn.LayerNorm(3)

    def forward(self, X):
        return self.after(self.layer(self.before(X)))


class NormalisedByHand(nn.Module):
    """The same with scales and shifts of its own, and with a second name for the weight of the layer."""

    def __init__(self):
        super().__init__()
        self.shift_before, self.shift_after = nn.Parameter(torch.zeros(3)), nn.Parameter(torch.zeros(3))
        self.scale_before, self.scale_after = nn.Parameter(torch.ones(3)), nn.Parameter(torch.ones(3))
        self.layer = nn.Linear(3, 3)
        self.weight = self.layer.weight

    def normalised(self, X):
        variance, mean = torch.var_mean(X, dim=-1, correction=0, keepdim=True)
        return (X - mean) / torch.sqrt(variance + 1e-5)

    def forward(self, X):
        X = self.shift_before + self.normalised(X) * self.scale_before
        return self.shift_after + self.normalised(X @ self.weight.T + self.layer.bias) * self.scale_after


def test_layer_normalisations_by_hand_are_told_by_their_ones_and_zeros():
    agree(*sides(Normalised, NormalisedByHand), values, ROWS.double())
    agree(*sides(Normalised, NormalisedByHand), all_gradients, ROWS.double().requires_grad_())


class TwoLayers(nn.Module):
    """Of equal sizes, so that each bias has the shape of the other."""

    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(3, 3), nn.Linear(3, 3)

    def forward(self, X):
        return self.second(self.first(X).relu())


class TwoLayersByHand(nn.Module):
    """The same with parameters of its own, which are made in another order than they are used."""

    def __init__(self):
        super().__init__()
        self.c, self.b = (nn.Parameter(torch.zeros(3)) for _ in range(2))
        self.V, self.W = (nn.Parameter(torch.randn(3, 3)) for _ in range(2))

    def forward(self, X):
        return (X @ self.W.T + self.b).relu() @ self.V.T + self.c


def test_linear_layers_by_hand_are_told_by_their_shapes():
    agree(*sides(TwoLayers, TwoLayersByHand), values, ROWS)
    agree(*sides(TwoLayers, TwoLayersByHand), all_gradients, ROWS.clone().requires_grad_())
    with pytest.raises(AssertionError):
        agree(*sides(TwoLayers, lambda: type("NoBias", (TwoLayersByHand,), {"forward": _without_c})()), values, ROWS)


def _without_c(self, X):
    return (X @ self.W.T + self.b).relu() @ self.V.T
