"""Legal ways to write torch, old and rare ones among them, that must give on the simulated device what they give on the CPU."""

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from autograder.devices import simulated as devices


class _Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx: object, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)  # type: ignore[attr-defined]
        return x * x

    @staticmethod
    def backward(ctx: object, gradient: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors  # type: ignore[attr-defined]
        return 2 * x * gradient


def _under_its_device(X: Tensor) -> Tensor:
    with torch.device(X.device):
        return torch.arange(4) * X + torch.tensor(1.0)


def _element_by_element(X: Tensor) -> Tensor:
    Y = torch.zeros(X.shape, device=X.device)
    for i in range(3):
        for j in range(4):
            Y[i, j] = X[i, j] * 2
    return Y


def _positions(X: Tensor) -> Tensor:
    return torch.zeros(3, 4, dtype=torch.int64, device=X.device)


IDIOMS: dict[str, Callable[[Tensor], object]] = {
    "new and resize_as_": lambda X: X.new().resize_as_(X).copy_(X),
    "new and resize_": lambda X: X.new().resize_(X.shape).copy_(X),
    "new of sizes": lambda X: X.new(3, 4).copy_(X),
    "new of a list": lambda X: X.new([1.0, 2.0, 3.0, 4.0]) * X,
    "new_empty, grown": lambda X: X.new_empty(0).resize_(3, 4).copy_(X),
    "set_": lambda X: X.new_empty(0).set_(X.clone()),
    "new_zeros": lambda X: X.new_zeros(3, 4) + X,
    "new_full": lambda X: X.new_full((3, 4), 2.0) + X,
    "type_as": lambda X: torch.arange(4.0).type_as(X) * X,
    "type of a name": lambda X: torch.zeros(3, 4).type(X.type()) + X,
    "to of a tensor": lambda X: torch.arange(4).to(X) * X,
    "empty_like": lambda X: torch.empty_like(X).copy_(X),
    "device by name": lambda X: torch.zeros(3, 4, device=str(X.device)) + X,
    "with the device": _under_its_device,
    "out=, of its size": lambda X: torch.add(X, X, out=torch.empty_like(X)),
    "out=, grown": lambda X: torch.exp(X, out=X.new_empty(0)),
    "einsum": lambda X: torch.einsum("ij,kj->ik", X, X),
    "einsum of lists": lambda X: torch.einsum(X, [0, 1], X, [2, 1], [0, 2]),
    "tensordot": lambda X: torch.tensordot(X, X, dims=([1], [1])),
    "as_strided": lambda X: torch.as_strided(X, (2, 3, 2, 2), (4, 1, 4, 1)),
    "unfold": lambda X: X.unfold(0, 2, 1).unfold(1, 2, 1),
    "functional.unfold": lambda X: F.unfold(X[None, None], (2, 2)),
    "vmap": lambda X: torch.func.vmap(lambda row: torch.exp(row - row.max()))(X),
    "func.grad": lambda X: torch.func.grad(lambda x: (x**2).sum())(X),
    "func.jacrev": lambda X: torch.func.jacrev(lambda x: (x**2).sum(1))(X),
    "a function with its own backward": lambda X: _Square.apply(X),
    "masked_fill": lambda X: X.masked_fill(X < 0, torch.tensor(0.0)),
    "masked_scatter": lambda X: X.masked_scatter(X < 0, torch.zeros_like(X)),
    "where": lambda X: torch.where(X < 0, 0.0, X),
    "index_put": lambda X: X.index_put((torch.tensor([0, 1]),), torch.zeros(2, 1, device=X.device)),
    "scatter_add_": lambda X: torch.zeros_like(X).scatter_add_(1, _positions(X), X),
    "scatter_reduce": lambda X: torch.zeros_like(X).scatter_reduce(1, _positions(X), X, "amax"),
    "take_along_dim": lambda X: X.take_along_dim(X.argmax(1, keepdim=True), 1),
    "foreach": lambda X: torch._foreach_add([X, X], 1)[1],
    "lerp with a number of the CPU": lambda X: torch.lerp(X, X * 2, torch.tensor(0.5)),
    "addcdiv_": lambda X: X.clone().addcdiv_(X, X, value=-0.1),
    "diagonal_scatter": lambda X: torch.zeros_like(X).diagonal_scatter(X[0, :3]),
    "Fourier": lambda X: torch.fft.irfft2(torch.fft.rfft2(X), s=X.shape),
    "bernoulli_": lambda X: X.new_empty(X.shape).bernoulli_(1.0) * X,
    "a parameter": lambda X: torch.nn.Parameter(X) * 2,
    "a layer made there": lambda X: torch.nn.Linear(4, 4, device=X.device)(X) * 0,
    "a layer moved there": lambda X: torch.nn.Linear(4, 4).to(X)(X) * 0,
    "sum and max of Python": lambda X: sum(X) + max(X[0]),
    "lists of rows": lambda X: torch.stack([torch.stack([x * 1 for x in row]) for row in X]),
    "a list of numbers": lambda X: torch.tensor(X.tolist()).to(X),
    "element by element": _element_by_element,
}


@pytest.mark.parametrize("name", IDIOMS)
def test_an_idiom_gives_the_cpus_values_on_the_device(name: str) -> None:
    X = torch.randn(3, 4, generator=torch.Generator().manual_seed(3))
    expected = IDIOMS[name](X.clone())
    with devices.simulated():
        actual = IDIOMS[name](devices.to_device(X, "sim"))
    assert isinstance(expected, Tensor)
    assert isinstance(actual, Tensor)
    assert actual.device.type == "sim"
    assert actual.shape == expected.shape
    assert actual.stride() == expected.stride()
    assert torch.equal(actual.detach().cpu(), expected.detach())


def test_a_tensor_that_grew_is_one_tensor_still() -> None:
    with devices.simulated():
        X = devices.to_device(torch.ones(2, 3), "sim")
        grown = X.new()
        assert grown.resize_as_(X) is grown
        before = grown._version
        grown.copy_(X)
        assert grown._version > before
        assert (grown * X).tolist() == [[1.0] * 3] * 2
