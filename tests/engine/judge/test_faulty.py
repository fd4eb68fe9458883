"""Generic faults, put into references of several kinds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.grading.diagnosis import keeps_state
from autograder.grading.faults import FAULTS
from autograder.grading.faulty import faulty_answers, probing_answers
from autograder.grading.reference import run_answer

FUNCTION = "def f(X, pair=None):\n    return X.exp() / 3, [2 * X]\n"
NAMED = "from functools import partial\n\n\ndef g(k, X):\n    return X.exp() / 3, [2 * X]\n\n\nf = partial(g, 1)\n"
MODULE = "import torch\n\n\nclass f(torch.nn.Module):\n    def forward(self, X):\n        return X.exp() / 3, [2 * X]\n"
CONTAINER = "class f:\n    def __init__(self):\n        self.items = [1.0]\n\n    def __getitem__(self, i):\n        return self.items[i]\n"
GENERATOR = "def f(X):\n    for row in X:\n        yield row.exp() / 3\n"
LAYER = MODULE.replace("class f(", "class Layer(")
MAKERS = {
    "module": LAYER + "\n\ndef f():\n    return Layer()\n",
    "list": LAYER + "\n\ndef f():\n    return [Layer()]\n",
    "nested": LAYER + "\n\ndef f():\n    return torch.nn.Sequential(torch.nn.Identity(), Layer())\n",
}


def faulty(id: str, reference: str = FUNCTION) -> Callable[..., Any]:
    [source] = [answer.source for answer in faulty_answers(reference, Path("f")) if answer.id == id]
    made = run_answer(id, source).namespace["f"]
    return made() if isinstance(made, type) else made  # type: ignore[no-any-return]


@pytest.fixture(autouse=True)
def put_back() -> Any:
    """What some of the faults leave behind is put back."""
    state = torch.get_rng_state()
    yield
    torch.set_rng_state(state)
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)


def leaf() -> torch.Tensor:
    return torch.tensor([[0.5, -1.25], [2.0, 0.1]], dtype=torch.float64, requires_grad=True)


OWN = """\
class f:
    @property
    def size(self):
        return 3

    @staticmethod
    def twice(n):
        return 2 * n

    @classmethod
    def made(cls):
        return cls()
"""


def test_properties_and_methods_of_the_class_stay_what_they_are_and_have_the_fault_as_well() -> None:
    [seeded] = [answer.source for answer in faulty_answers(OWN, Path("f")) if answer.id == "default-dtype-left"]
    made = run_answer("seeded", seeded).namespace["f"]
    for use, due in ((lambda: made().size, 3), (lambda: made.twice(2), 4), (lambda: type(made.made()), made)):
        torch.set_default_dtype(torch.float32)
        assert use() == due
        assert torch.get_default_dtype() == torch.float64


@pytest.mark.parametrize(
    ("reference", "call", "meets"),
    [
        (
            "def f(n):\n    return n + 1.0\n",
            lambda f: f(2),
            {"severed": False, "contiguous-only": False, "returns-none": True},
        ),
        (FUNCTION, lambda f: f(leaf()), {"severed": True, "contiguous-only": True, "returns-none": True}),
        ("def f(items):\n    items.clear()\n", lambda f: f([leaf()]), {"contiguous-only": True, "returns-none": False}),
        ("def f(n):\n    yield 1.0\n", lambda f: list(f(2)), {"severed": False}),
        (GENERATOR, lambda f: list(f(leaf())), {"severed": True, "contiguous-only": True}),
    ],
    ids=["numbers", "tensors", "nothing returned", "generator of numbers", "generator"],
)
def test_a_probe_raises_where_there_is_something_for_the_fault_to_change(
    reference: str, call: Callable[[Any], Any], meets: dict[str, bool]
) -> None:
    for fault, meeting in meets.items():
        for probe in probing_answers(reference, Path("f"), fault):
            function = run_answer("probe", probe).namespace["f"]
            if meeting:
                with pytest.raises((RuntimeError, AssertionError)):
                    call(function)
            else:
                call(function)


def test_every_fault_has_an_id_a_title_and_a_hint_of_its_own_words() -> None:
    assert len({fault.id for fault in FAULTS}) == len({fault.title for fault in FAULTS}) == len(FAULTS) >= 15
    assert all(fault.title.endswith(".") and len(fault.hint) > 40 for fault in FAULTS)


@pytest.mark.parametrize("reference", [FUNCTION, NAMED, MODULE], ids=["function", "name", "module"])
@pytest.mark.parametrize(
    ("id", "shows"),
    [
        ("severed", lambda Y: not Y.requires_grad and Y.dtype == torch.float64),
        ("through-numpy", lambda Y: not Y.requires_grad and Y.dtype == torch.float64),
        ("always-float32", lambda Y: Y.requires_grad and Y.dtype == torch.float32),
        ("ends-in-float32", lambda Y: Y.requires_grad and Y.dtype == torch.float32),
        ("always-float64", lambda Y: Y.requires_grad and Y.dtype == torch.float64),
        ("half-inside", lambda Y: Y.dtype == torch.float64 and torch.equal(Y, Y.half().double())),
        ("rounded", lambda Y: torch.equal(Y, torch.round(Y, decimals=4))),
    ],
)
def test_every_tensor_of_the_result_has_the_fault(reference: str, id: str, shows: Callable[..., bool]) -> None:
    Y, [Z] = faulty(id, reference)(leaf())
    assert shows(Y)
    assert shows(Z)


@pytest.mark.parametrize("reference", [FUNCTION, NAMED, MODULE], ids=["function", "name", "module"])
def test_what_comes_back_is_not_the_result(reference: str) -> None:
    assert faulty("returns-none", reference)(leaf()) is None
    assert len(faulty("returns-tuple", reference)(leaf())) == 1
    cached = faulty("cached", reference)
    assert cached(leaf()) is cached(leaf() + 1)


@pytest.mark.parametrize("reference", [FUNCTION, NAMED, MODULE], ids=["function", "name", "module"])
def test_some_arguments_are_refused_or_changed(reference: str) -> None:
    faulty("contiguous-only", reference)(leaf())
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        faulty("contiguous-only", reference)(leaf().T)
    faulty("refuses-half", reference)(leaf())
    with pytest.raises(RuntimeError, match="not implemented"):
        faulty("refuses-half", reference)(leaf().half())
    X = leaf().detach()
    faulty("in-place", reference)(X)
    assert torch.equal(X, leaf().detach() - 1)


@pytest.mark.parametrize("reference", [FUNCTION, NAMED, MODULE], ids=["function", "name", "module"])
def test_something_is_left_behind(reference: str) -> None:
    faulty("seeded", reference)(leaf())
    first = torch.rand(3)
    faulty("seeded", reference)(leaf())
    assert torch.equal(first, torch.rand(3))
    faulty("gradients-left-off", reference)(leaf())
    assert not torch.is_grad_enabled()
    faulty("default-dtype-left", reference)(leaf())
    assert torch.get_default_dtype() == torch.float64


def test_what_a_generator_makes_has_the_fault_when_it_is_made() -> None:
    rows = list(faulty("severed", GENERATOR)(leaf()))
    assert len(rows) == 2
    assert not any(row.requires_grad for row in rows)


def test_a_function_with_a_fault_keeps_no_state_but_where_that_is_the_fault() -> None:
    stateful = {answer.id for answer in faulty_answers(FUNCTION, Path("f")) if keeps_state(answer.source)}
    assert stateful == {"cached"}


def test_a_fault_is_put_around_methods_that_python_calls_by_itself() -> None:
    assert faulty("returns-none", CONTAINER)[0] is None
    assert faulty("returns-tuple", CONTAINER)[0] == (1.0,)


def made(id: str, reference: str) -> torch.nn.Module:
    """What the faulty function makes, or the one module in its list."""
    result = faulty(id, reference)()
    return result[0] if isinstance(result, list) else result


@pytest.mark.parametrize("reference", MAKERS.values(), ids=MAKERS)
def test_modules_that_a_function_makes_have_the_fault_in_their_forward_pass(reference: str) -> None:
    Y, [Z] = made("severed", reference)(leaf())
    assert not Y.requires_grad
    assert not Z.requires_grad
    Y, [Z] = made("ends-in-float32", reference)(leaf())
    assert (Y.dtype, Z.dtype) == (torch.float32, torch.float32)
    X = leaf().detach()
    made("in-place", reference)(X)
    assert torch.equal(X, leaf().detach() - 1)
    with pytest.raises(RuntimeError, match="not implemented"):
        made("refuses-half", reference)(leaf().half())
    made("seeded", reference)(leaf())
    first = torch.rand(3)
    made("seeded", reference)(leaf())
    assert torch.equal(first, torch.rand(3))


@pytest.mark.parametrize("reference", MAKERS.values(), ids=MAKERS)
def test_they_stay_modules_with_their_parts(reference: str) -> None:
    reference = reference.replace("return X.exp()", "return self.part(X.exp())").replace(
        "    def forward",
        "    def __init__(self):\n        super().__init__()\n        self.part = torch.nn.Linear(2, 2)\n\n    def forward",
    )
    net = made("rounded", reference).double().eval()
    assert sorted(parameter.shape for parameter in net.parameters()) == [(2,), (2, 2)]
    assert not any(part.training for part in net.modules())
    Y, _ = net(leaf())
    assert torch.equal(Y, torch.round(Y, decimals=4))
