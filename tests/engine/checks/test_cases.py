"""What a contract asks beside the usual: cases, forms, views, what is left alone, settings, several tests of values, and costs that are said."""

from types import SimpleNamespace

import pytest
import torch
from hypothesis import strategies as st

from autograder.checks.battery import battery
from autograder.checks.cases import Case
from autograder.checks.contract import Contract, function
from autograder.checks.failure import CheckFailed
from autograder.checks.inputs import tensors
from autograder.checks.rng import Rng
from autograder.checks.runner import Subject, Test, run_test
from autograder.checks.settings import Setting
from autograder.checks.weights import points_of
from autograder.grading.reference import Unaltered
from autograder.remote.executor import Executor


def mixed(A, B):
    """A minus twice B, summed over all axes but the first."""
    return (A - 2 * B).reshape(len(A), -1).sum(dim=1)


def arguments(rng, n=4, d=3, images=False):
    shape = (n, d, 2) if images else (n, d)
    return rng.normal(*shape), rng.normal(*shape)


def contract(**rest) -> Contract:
    return function("mixed(A, B)", lambda ns, A, B: ns.mixed(A, B), arguments, **rest)


def failed(asked: Contract, answer) -> set[str]:
    """The tests that `answer` fails, without their beginning."""
    subject = Subject(Executor({"mixed": answer}), "def mixed(A, B): ...", Unaltered(SimpleNamespace(mixed=mixed)))
    found = set()
    for name, test in battery(asked).items():
        parameters = test.__code__.co_varnames[: test.__code__.co_argcount]
        if run_test(Test("mixed", "hidden", name, test, parameters), subject)[0] is not None:
            found.add(name.removeprefix("test_"))
    return found


def only_A(A, B):
    return A, torch.zeros_like(B)


PART = {"first": Case(1, "the first argument is added", simplified=only_A)}
GRADIENT = {"gradient_of_first": Case(1, "its gradient is one", simplified=only_A, gradient=True)}
LARGE = {"large": Case(1, "large numbers", lambda rng: (rng.normal(2, 2, mean=1e6), rng.normal(2, 2)))}


def added(A, B):
    return mixed(A, -B)


def clamped(A, B):
    return mixed(A.clamp(-1e5, 1e5), B)


def detached(A, B):
    return mixed(A.detach(), B)


def test_a_case_asks_for_a_part_of_the_work_or_for_special_arguments() -> None:
    asked = contract(cases={**PART, **GRADIENT, **LARGE})
    assert failed(asked, mixed) == set()
    assert "large" in failed(asked, clamped)
    assert "large" not in failed(asked, lambda A, B: mixed(A, B) + 0.0)
    assert not {"first", "gradient_of_first"} & failed(asked, added)
    assert "gradient_of_first" in failed(asked, detached)
    assert "first" in failed(asked, lambda A, B: mixed(-A, B))


def test_what_is_special_in_arguments_is_not_said_of_a_smaller_input() -> None:
    """A fault that every input shows is shown on zeros: that they are "large numbers" would be wrong."""

    large = {"large numbers": lambda rng: (rng.normal(2, 2, mean=1e6), rng.normal(2, 2))}

    def searched(search):
        test = battery(contract(cases={"large": Case(1, "any numbers", large, search=search)}))["test_large"]
        with pytest.raises(CheckFailed) as caught:
            test(SimpleNamespace(mixed=lambda A, B: mixed(A, B) + 1e6), SimpleNamespace(mixed=mixed), Rng("large"))
        return caught.value

    small = searched(st.tuples(tensors(1, 1), tensors(1, 1)))
    assert str(small.message).startswith("mixed(A, B)")
    assert "large numbers" not in small.counterexample
    kept = searched(None)
    assert str(kept.message).startswith("with large numbers, mixed(A, B)")
    assert "# with large numbers" in kept.counterexample


def test_a_case_may_ask_for_the_dtype_and_use_the_ordinary_arguments_of_each_form() -> None:
    case = Case(1, "float64 stays", dtype=torch.float64, same_dtype=True)
    asked = contract(forms=({}, {"images": True}), cases={"double": case})
    assert "double" in failed(asked, lambda A, B: mixed(A, B).float())
    assert "double" in failed(asked, lambda A, B: mixed(A, B) if A.dim() == 2 else mixed(A, B).float())


def test_properties_and_gradients_are_asked_of_each_form() -> None:
    def severed(A, B):
        return mixed(A, B) if A.dim() == 2 else mixed(A, B).detach()

    assert "gradients" not in failed(contract(), severed)
    assert "gradients" in failed(contract(forms=({}, {"images": True})), severed)


def test_a_view_is_one_more_layout() -> None:
    def refuses_expanded(A, B):
        assert 0 not in A.stride(), "an expanded view"
        return mixed(A, B)

    views = {"expanded": lambda rng: (rng.normal(1, 3).expand(4, 3), rng.normal(4, 3))}
    assert failed(contract(), refuses_expanded) == set()
    assert failed(contract(views=views), refuses_expanded) == {"layouts"}


def test_other_arguments_are_left_as_they_were_too() -> None:
    def squeezes(A, B):
        if B.shape[1] == 1 and A.shape[1] > 1:
            B.squeeze_(1)
            return mixed(A, B[:, None])
        return mixed(A, B)

    def refuses(A, B):
        assert A.shape == B.shape
        return mixed(A, B)

    column = {"a column": lambda rng: (rng.normal(4, 3), rng.normal(4, 1))}
    assert failed(contract(), squeezes) == set()
    assert failed(contract(untouched=column), squeezes) == {"unmodified"}
    assert failed(contract(untouched=column), refuses) == set()  # what is refused is a matter of another test


def test_a_slip_does_not_cost_the_properties_where_a_setting_is_named() -> None:
    turned = Setting("added", lambda ns, A, B: ns.mixed(A, -B), right=lambda ns, A, B: ns.mixed(A, B))
    asked = contract(settings=[turned])
    assert failed(asked, added) == {"values"}
    assert "dtype" in failed(asked, lambda A, B: added(A, B).float())
    not_for = Setting(turned.name, turned.call, turned.simplified, turned.right, not_for=("gradients",))
    assert failed(contract(settings=[not_for]), added) == {"values", "gradients"}


def test_of_several_tests_of_values_one_must_pass() -> None:
    tests = battery(contract(cases=PART, basis=("test_values", "test_first")))
    assert points_of(tests["test_unmodified"]).requires_one_of == ("test_values", "test_first")
    assert points_of(tests["test_unmodified"]).requires == ()


def test_the_cost_grows_from_the_sizes_that_are_said() -> None:
    def for_each_pair(A, B):
        for _ in range(A.shape[1] ** 2 if A.shape[1] > 3 else 1):
            A = A + 0.0
        return mixed(A, B)

    assert "cost" in failed(contract(), for_each_pair)
    assert "cost" not in failed(contract(costs={"n": {"d": 2}}), for_each_pair)


def test_a_case_with_the_name_of_a_usual_test_is_refused() -> None:
    with pytest.raises(ValueError, match="names values, which follows from a contract by itself"):
        battery(contract(cases={"values": PART["first"]}))
