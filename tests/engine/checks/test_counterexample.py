"""What a failed comparison shows can be pasted, functions on the submission's side included."""

from types import SimpleNamespace

import pytest
import torch
from torch import nn

from autograder.checks import CheckFailed, agree, filled, inside
from autograder.checks.asking import all_gradients
from autograder.checks.contract import function
from autograder.checks.counterexample import is_written
from autograder.checks.settings import Setting
from autograder.checks.written import pasted_as
from autograder.remote.executor import Executor
from autograder.remote.student import Student


@inside
def doubled(X):
    return X * 2


@inside
def applied(f, X):
    return f(doubled(X)) + math.floor(1.5)  # noqa: F821


@inside
def output(net, X):
    return net(X).detach()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 1)

    def forward(self, X):
        return self.layer(X).relu() + 1


def shown(call, *args, of, **names):
    student = Student(Executor({"f": lambda X: X + 1, "Net": Net, **names}))
    reference = SimpleNamespace(f=lambda X: X, Net=lambda: nn.Linear(2, 1))
    with pytest.raises(CheckFailed) as caught:
        agree(student, reference, call, *args, of=of)
    assert caught.value.counterexample is not None
    return caught.value.counterexample


def run(text, of, **names):
    namespace = {"torch": torch, **names}
    exec(text, namespace)
    return eval(of, namespace)


def in_two_statements(ns, X):
    X = X + 0
    return ns.f(X)


def through_another(ns, X):
    return applied(ns, ns.f, X)


@pytest.mark.parametrize("call", [lambda ns, X: applied(ns, ns.f, X), lambda ns, X: through_another(ns, X)])
def test_the_functions_of_the_grader_stand_before_the_arguments(call):
    text = shown(call, torch.tensor([1.0]), of="applied(f, X)")
    assert text.startswith("import math\n")
    assert text.count("def ") == 2
    assert run(text, "applied(f, X)", f=lambda X: X + 1).item() == 4
    assert "# actual: tensor([4.])" in text


def test_those_of_this_package_are_imported():
    def call(ns, X):
        return output(ns, filled(ns, ns.Net(), X)[0], X)

    of = "output(filled(Net(), X)[0], X)"
    text = shown(call, torch.ones(1, 2), of=of)
    assert "def filled" not in text
    actual = text.rpartition("# actual: ")[2]
    assert str(run(text, of, Net=Net)) == actual


def test_without_any_there_are_the_arguments_alone():
    assert shown(lambda ns, X: ns.f(X), torch.ones(1), of="f(X)").startswith("X = ")


def test_what_stands_before_the_call_is_a_comment():
    text = shown(lambda ns, X: ns.f(X), torch.ones(1), of="with a vector, f(X)")
    assert "\nf(X)  # with a vector\n" in text
    assert "\n# the gradient of f(X)\n" in shown(in_two_statements, torch.ones(1), of="the gradient of f(X)")


def test_what_cannot_be_pasted_as_it_is_called_is_written_as_the_test_calls_it():
    call = lambda ns, X: ns.f(X) + 1  # noqa: E731
    assert "\nf(X) + 1  # one more than f(X)\n" in shown(call, torch.ones(1), of="one more than f(X)")
    assert "\nf(X)  # f(net)\n" in shown(lambda ns, X: ns.f(X), torch.ones(1), of="f(net)")
    assert "\napplied(f, X)  # f(X)\n" in shown(lambda ns, X: applied(ns, ns.f, X), torch.ones(1), of="f(X)")


def test_functions_of_one_line_of_source_are_written_each_with_its_own_values_and_again():
    def scaled(factor):
        return lambda ns, X: [ns.f(X) * factor]

    for factor in (2, 3, 2):
        text = shown(scaled(factor), torch.ones(1), of="some multiple of f(X)")
        assert f"\n[f(X) * {factor}]  # some multiple of f(X)\n" in text


def test_code_of_a_tests_own_is_shown_as_it_is():
    call = pasted_as("Y = f(X)\nY")(in_two_statements)
    assert shown(call, torch.ones(1), of="f(X)").startswith("X = torch.tensor([1.0])\nY = f(X)\nY\n# expected")


def test_arguments_without_names_have_those_of_the_call():
    assert shown(lambda ns, *args: ns.f(*args), torch.ones(1), of="f(w)").startswith("w = ")
    assert shown(lambda ns, *args: ns.f(*args), torch.ones(1), of="f(w, 1)").startswith("x0 = ")


def test_the_gradient_of_a_contract_can_be_run():
    contract = function("f(X, w)", lambda ns, X, w: ns.f(X, w), lambda rng, n=3: (rng.normal(n), rng.normal(n)))
    right, wrong = (lambda X, w: X * w), (lambda X, w: X * X * w)
    call = all_gradients(contract, Setting("", contract.call), None)
    args = (torch.tensor([1.0, 3.0], requires_grad=True), torch.tensor([2.0, 5.0], requires_grad=True))
    with pytest.raises(CheckFailed) as caught:
        agree(Student(Executor({"f": wrong})), SimpleNamespace(f=right), call, *args, of="the gradient of f(X, w)")
    lines = caught.value.counterexample.partition("\n# expected")[0].splitlines()
    namespace = {"torch": torch, "f": wrong}
    exec("\n".join(lines[:-1]), namespace)
    shown_gradients = eval(lines[-1], namespace)
    assert str(dict(zip("Xw", shown_gradients, strict=True))) in caught.value.counterexample


def three_quarters(X):
    return torch.tensor([[0.123456789, -7.0, 0.75]], dtype=X)


def test_what_has_many_numbers_is_not_written_out_in_all_digits():
    few, many = torch.full((3,), 1 / 3), torch.full((1000,), 1 / 3)
    assert is_written({"a": [few, (few, 1.5)]})
    for value in (many, [few] * 20, [[0.5] * 50], {"a": (many,)}):
        assert not is_written(value)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_inputs_are_shown_with_few_digits(dtype):
    text = shown(lambda ns, X: ns.f(X), three_quarters(dtype), of="f(X)")
    assert "[[0.123, -7.0, 0.75]]" in text


def test_a_fault_that_rounding_hides_is_shown_on_the_input_that_has_it():
    X = three_quarters(torch.float32)
    text = shown(lambda ns, X: ns.f(X), X, of="f(X)", f=lambda Y: Y + 1 if torch.equal(X, Y) else Y)
    assert "[[0.12345679, -7.0, 0.75]]" in text
    assert torch.equal(run(text, "X", f=lambda Y: Y), X)


def test_where_the_words_are_about_the_input_it_is_not_rounded():
    student, reference = Student(Executor({"f": lambda X: X + 1})), SimpleNamespace(f=lambda X: X)
    with pytest.raises(CheckFailed) as caught:
        agree(student, reference, lambda ns, X: ns.f(X), torch.tensor([0.6931472]), of="f(log 2)", searched="f(X)")
    assert "0.6931472" in caught.value.counterexample


def test_an_input_whose_elements_share_memory_is_left_as_it_is():
    text = shown(lambda ns, X: ns.f(X), torch.tensor([0.123456]).expand(3), of="f(X)")
    assert "[0.123456, 0.123456, 0.123456]" in text
