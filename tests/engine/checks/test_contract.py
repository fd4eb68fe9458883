"""A contract and the tests that follow from it: each notices its own fault, and none refuses a right answer."""

import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from autograder.checks.battery import BATTERY, KINDS, battery
from autograder.checks.contract import OwnWork, batches, draws, function, plain, writes
from autograder.checks.drawing import draw
from autograder.checks.failure import fail
from autograder.checks.hidden import hidden_tests
from autograder.checks.rng import Rng
from autograder.checks.runner import Subject, Test, UnusableTests, run_test, scored
from autograder.checks.sampling import small
from autograder.checks.verdict import judged
from autograder.grading.reference import Unaltered
from autograder.grading.tests import ExerciseTests
from autograder.proof.excuses import left_out
from autograder.remote.executor import Executor
from autograder.remote.inplace import inplace
from autograder.remote.student import Student
from autograder.report.model import Verdict


def affine(X, params):
    """X (n, d), params (W (d, h), b (h,)): X W + b; at most a thousand."""
    W, b = params
    if W.shape[0] != X.shape[1]:
        raise ValueError("W does not fit X")
    return (X @ W + b).clamp(max=1000.0)


def arguments(rng, n=4, d=3, h=5):
    return rng.normal(n, d), (rng.normal(d, h), rng.normal(h))


CONTRACT = {
    "edges": {"large X": lambda rng: (torch.tensor([[1e6]]), (torch.tensor([[1.0]]), torch.tensor([0.0])))},
    "refused": {"W that does not fit": lambda rng: (rng.normal(2, 3), (rng.normal(2, 2), rng.normal(2)))},
    "parts": {"params": ("W", "b")},
    "own_work": OwnWork(("linear",), ("linear", "addmm")),
}
AFFINE = function("affine(X, params)", lambda ns, X, params: ns.affine(X, params), arguments, **CONTRACT)


def failed(
    contract, answer: Callable, reference: Callable, source: str = "def affine(X, params): ..."
) -> dict[str, str]:
    """The battery's tests that `answer` fails, with what they say."""
    subject = Subject(Executor({contract.id: answer}), source, Unaltered(SimpleNamespace(**{contract.id: reference})))
    said = {}
    for name, function_ in battery(contract).items():
        parameters = function_.__code__.co_varnames[: function_.__code__.co_argcount]
        error, _ = run_test(Test(contract.id, "hidden", name, function_, parameters), subject)
        if error is not None:
            verdict, message, _ = judged(error)
            assert verdict is not Verdict.GRADER_ERROR, error
            said[name.removeprefix("test_")] = str(message)
    return said


def test_the_reference_passes_everything_that_follows():
    assert failed(AFFINE, affine, affine) == {}
    assert set(battery(AFFINE)) == {f"test_{name}" for name in KINDS["function"]}


def remembered(X, params, _seen=[]):  # noqa: B006  what this fault is made of
    _seen.append(affine(X, params))
    return _seen[0]


def in_place(X, params):
    Y = affine(X, params)
    with torch.no_grad():
        params[1].add_(1.0)
    return Y


def all_rows_for_each(X, params):
    rows = [[x @ params[0] + params[1] for x in X] for _ in X]
    return torch.stack([rows[i][i] for i in range(len(X))]).clamp(max=1000.0)


def seeded(X, params):
    torch.manual_seed(3)
    return affine(X, params)


def without_bias(X, params):
    return affine(X, (params[0], params[1].detach()))


def straight_through(X, params):
    Y = X @ params[0] + params[1]
    return Y + (Y.clamp(max=1000.0) - Y).detach()


FAULTS = {
    "values": lambda X, params: affine(X, (params[0], 2 * params[1])),
    "sizes": lambda X, params: affine(X, params) if X.shape[0] > 1 else affine(X, params) + 1,
    "edges": lambda X, params: X @ params[0] + params[1],
    "refused": lambda X, params: affine(X[:, : len(params[0])], params),
    "dtype": lambda X, params: affine(X.double(), (params[0].double(), params[1].double())),
    "gradients": without_bias,
    "gradcheck": lambda X, params: affine(X.detach(), params) + 0 * X.sum(),
    "edge_gradients": straight_through,
    "layouts": lambda X, params: affine(X.view(-1).view(X.shape), params),
    "device": lambda X, params: affine(X, params) + torch.zeros(params[1].shape[0]),
    "unmodified": in_place,
    "cost": all_rows_for_each,
    "half": lambda X, params: (
        affine(X, params) if X.dtype not in (torch.float16, torch.bfloat16) else affine(X, params).float()
    ),
    "left_behind": seeded,
    "own_work": lambda X, params: torch.nn.functional.linear(X, params[0].T, params[1]).clamp(max=1000.0),
}


def square_only(X, params):
    if X.shape[0] != X.shape[1]:
        raise IndexError("out of range")
    return affine(X, params)


def test_of_an_answer_that_refuses_some_sizes_the_work_is_seen_at_another():
    some = function("affine(X, params)", AFFINE.call, arguments, sizes=[{"d": 4}, {"n": 1}], **CONTRACT)
    assert "values" in failed(some, square_only, affine)
    assert "own_work" not in failed(some, square_only, affine)

    def borrowed(X, params):
        square_only(X, params)
        return torch.nn.functional.linear(X, params[0].T, params[1]).clamp(max=1000.0)

    assert "linear" in failed(some, borrowed, affine)["own_work"]


def test_of_an_answer_that_refuses_every_size_no_work_is_seen():
    def refusing(X, params):
        raise IndexError("out of range")

    assert "out of range" in failed(AFFINE, refusing, affine)["own_work"]


@pytest.mark.parametrize("name", sorted(KINDS["function"]))
def test_each_test_notices_its_own_fault(name):
    assert name in failed(AFFINE, FAULTS[name], affine)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("gradients", {"gradcheck", "edge_gradients"}),
        ("layouts", set()),
        ("device", {"dtype", "half"}),
        ("unmodified", set()),
        ("cost", set()),
        ("half", set()),
        ("left_behind", set()),
        ("refused", set()),
    ],
)
def test_a_fault_costs_few_tests_besides_its_own(name, others):
    assert set(failed(AFFINE, FAULTS[name], affine)) - {name} <= others


def test_a_gradient_that_is_missing_is_named():
    assert "no gradient reaches b" in failed(AFFINE, FAULTS["gradients"], affine)["gradients"]


def test_a_call_that_remembers_fails():
    assert {"values", "sizes"} & set(failed(AFFINE, remembered, affine))


def test_a_counterexample_is_as_small_as_it_can_be():
    drawn = draw(AFFINE.found())
    assert drawn is not None
    X, (W, b) = drawn.value
    assert (X.shape, W.shape, b.shape) == ((1, 1), (1, 1), (1,))
    assert X.dtype == torch.float64


@pytest.mark.parametrize("mean", [0.0, 2.0])
def test_a_small_tensor_requires_a_gradient_where_it_is_asked_to(mean):
    drawn = draw(small(lambda rng, n=3: (rng.normal(n, mean=mean, requires_grad=True),), {}))
    assert drawn is not None
    (X,) = drawn.value
    assert (X.tolist(), X.requires_grad, X.is_leaf) == ([mean], True, True)


def test_finite_differences_are_asked_with_sizes_of_their_own():
    shapes = []

    def recorded(X, params):
        shapes.append((tuple(X.shape), tuple(params[0].shape)))
        return affine(X, params)

    for gradcheck, expected in (({}, ((3, 3), (3, 3))), ({"n": 1, "h": 4}, ((1, 3), (3, 4)))):
        contract = function("affine(X, params)", AFFINE.call, arguments, gradcheck=gradcheck)
        student = Student(Executor({"affine": recorded}), "def affine(X, params): ...")
        shapes.clear()
        battery(contract)["test_gradcheck"](student, None, Rng("finite differences"))
        assert set(shapes) == {expected}
    with pytest.raises(ValueError, match="m is no size of affine"):
        function("affine(X, params)", AFFINE.call, arguments, gradcheck={"m": 1})


def test_weights_titles_and_reasons():
    contract = function(
        "affine(X, params)",
        AFFINE.call,
        arguments,
        weights={"gradients": 7},
        titles={"values": "X W + b"},
        without={"half": "no half precision for this one"},
    )
    tests = battery(contract)
    assert "test_half" not in tests
    assert "test_edges" not in tests
    assert tests["test_gradients"].points.weight == 7
    assert tests["test_values"].points.title == "X W + b"
    assert tests["test_unmodified"].points.requires == ("test_values",)


def test_where_no_argument_needs_a_gradient_none_is_asked_for():
    contract = function(
        "affine(X, params)", lambda ns, X, params: 1.0, arguments, constants=("X", "params"), **CONTRACT
    )
    assert [name for name in battery(contract) if "grad" in name] == []
    some = function("affine(X, params)", lambda ns, X, params: 1.0, arguments, constants=("X",), **CONTRACT)
    assert [name for name in battery(some) if "grad" in name] == [
        "test_gradients",
        "test_gradcheck",
        "test_edge_gradients",
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"weights": {"gradient": 1}}, "weights of affine(X, params) names gradient, which is no test of it: values,"),
        ({"without": {"halves": "so"}}, "without of affine(X, params) names halves, which is no test of its kind"),
    ],
)
def test_a_name_that_is_no_test_is_refused(wrong, said):
    with pytest.raises(ValueError, match="affine") as caught:
        battery(function("affine(X, params)", AFFINE.call, arguments, **wrong))
    assert str(caught.value).startswith(said)


def test_a_size_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match=r"m is no size of affine\(X, params\); there are n, d, h"):
        function("affine(X, params)", AFFINE.call, arguments, sizes=[{"m": 1}])


def test_a_size_without_an_ordinary_value_is_refused():
    def made(rng, n):
        return (rng.normal(n),)

    with pytest.raises(ValueError, match="the size n of made needs an ordinary value"):
        function("affine(X, params)", AFFINE.call, made)


def test_an_edge_may_hold_whole_numbers_where_others_are_floating():
    def scaled(X, k):
        return X * k

    contract = function(
        "scaled(X, k)",
        lambda ns, X, k: ns.scaled(X, k),
        lambda rng, n=3: (rng.normal(n), rng.normal(n)),
        edges={"whole k": lambda rng: (rng.normal(3), torch.tensor([1, 0, -2]))},
    )
    assert failed(contract, scaled, scaled, "def scaled(X, k): ...") == {}
    assert "edge_gradients" in failed(contract, lambda X, k: X.detach() * k, scaled, "def scaled(X, k): ...")


# -- the other kinds


def decay(params, rate):
    """In place: each parameter times 1 - rate."""
    with torch.no_grad():
        for p in params:
            p.mul_(1 - rate)


def decayed(ns, params, rate):
    inplace(ns.decay)(params, rate)
    return params


DECAY = writes("decay(params, rate)", decayed, lambda rng, n=3: ([rng.normal(n), rng.normal(2, n)], 0.1))


def test_what_changes_its_arguments():
    assert failed(DECAY, decay, decay, "def decay(params, rate): ...") == {}

    def rebound(params, rate):
        return [p * (1 - rate) for p in params]

    said = failed(DECAY, rebound, decay, "def decay(params, rate): ...")
    assert {"values", "sizes"} <= set(said)
    assert "unmodified" not in battery(DECAY)


def minibatches(batch_size, X):
    order = torch.randperm(len(X))
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]]


def in_any_order(ns, batch_size, X):
    found = list(ns.minibatches(batch_size, X))
    return {"sizes": [len(batch) for batch in found], "rows": torch.cat([*found, X[:0]]).sort(dim=0).values}


MINIBATCHES = batches(
    "minibatches(batch_size, X)",
    in_any_order,
    lambda rng, n=7, batch_size=3: (batch_size, rng.normal(n)),
)


def test_a_generator_of_batches():
    source = "def minibatches(batch_size, X): ..."
    assert failed(MINIBATCHES, minibatches, minibatches, source) == {}

    def without_the_last(batch_size, X):
        yield from (batch for batch in minibatches(batch_size, X) if len(batch) == batch_size)

    assert "values" in failed(MINIBATCHES, without_the_last, minibatches, source)


def noisy(X):
    return X + torch.randn_like(X)


def noise(ns, X):
    """Zeros in the place of the noise, which must be there."""
    result = ns.noisy(X)
    if bool((result == X).all()):
        fail("there is no noise")
    return torch.zeros_like(result)


NOISY = draws("noisy(X)", noise, lambda rng, n=3, d=2: (rng.normal(n, d),))


def test_what_draws_random_tensors():
    source = "def noisy(X): ..."
    assert failed(NOISY, noisy, noisy, source) == {}
    assert {"values", "sizes", "unmodified"} <= set(failed(NOISY, lambda X: X.clone(), noisy, source))
    assert {"dtype", "half"} == set(failed(NOISY, lambda X: noisy(X).float(), noisy, source))

    def seeded(X):
        torch.manual_seed(0)
        return noisy(X)

    assert {"left_behind"} == set(failed(NOISY, seeded, noisy, source))


def words(text, least):
    return [word for word in text.split() if len(word) >= least]


WORDS = plain(
    "words(text, least)",
    lambda ns, text, least: ns.words(text, least),
    lambda rng, least=3: ("a few words of a text", least),
)


def test_plain_python():
    source = "def words(text, least): ..."
    assert failed(WORDS, words, words, source) == {}
    wrong = failed(WORDS, lambda text, least: [w for w in text.split() if len(w) > least], words, source)
    assert {"values", "sizes"} <= set(wrong)


def test_every_kind_is_made_of_tests_that_there_are():
    assert set().union(*KINDS.values()) == set(BATTERY)


def test_contributing_has_a_row_for_every_test():
    text = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(r"\| `\w+` \| .* \| \d \|", line)]
    expected = [
        [f"`{name}`", str(entry.weight), *("yes" if name in KINDS[kind] else "no" for kind in KINDS)]
        for name, entry in BATTERY.items()
    ]
    assert [[row[0], *row[2:]] for row in rows] == expected
    assert ["right values" in row[1] for row in rows] == [entry.property for entry in BATTERY.values()]


# -- files of an exercise


FILE = """
from autograder.checks.contract import function

contract = function("double(X)", lambda ns, X: ns.double(X), lambda rng, n=3: (rng.normal(n),))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "double"
    folder.mkdir()
    (folder / "contract.py").write_text(FILE)
    return folder


def test_who_leaves_out_the_test_of_16_bits_need_not_excuse_that_they_are_refused(folder):
    assert left_out(folder) == set()
    path = folder / "contract.py"
    path.write_text(path.read_text() + "\ncontract = replace(contract, without={'half': 'so'})\n")
    path.write_text("from dataclasses import replace\n" + path.read_text())
    assert left_out(folder) == {"refuses-half"}
    path.write_text(path.read_text() + "contract = replace(contract, constants=contract.names)\n")
    assert left_out(folder) == {"refuses-half", "severed"}


def test_an_exercise_may_have_a_contract_alone(folder):
    assert [test.name for test in hidden_tests(folder)][:2] == ["test_values", "test_sizes"]
    (folder / "test_public.py").write_text("def test_example(student): student.double(1)\n")
    subject = Executor({"double": lambda X: 2 * X})
    outcomes = ExerciseTests([folder]).run("double", subject, "", SimpleNamespace(double=lambda X: 2 * X))
    assert {outcome.result.verdict for outcome in outcomes} == {Verdict.PASSED}
    assert "test_hidden::test_values" in [outcome.result.name for outcome in outcomes]


def test_what_is_written_by_hand_comes_after(folder):
    (folder / "test_hidden.py").write_text("def test_twice(student): ...\n")
    tests = hidden_tests(folder)
    assert [test.name for test in tests][-1] == "test_twice"
    assert scored(tests[0], Verdict.PASSED, None, None)[0].title == BATTERY["values"].title


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("test_hidden.py", "def test_values(student): ...\n", "test_values follows from contract.py already"),
        ("contract.py", "contact = 1\n", "double/contract.py has no contract: write `contract = function(...)`"),
        (
            "contract.py",
            FILE.replace("double(X)", "twice(X)"),
            "is the contract of twice, but lies in the folder of double",
        ),
        ("contract.py", FILE.replace("n=3", "n"), "needs an ordinary value"),
        (
            "contract.py",
            FILE.replace("(rng.normal(n),))", "(rng.normal(n),), weights={'x': 1})"),
            "names x, which is no test",
        ),
    ],
)
def test_a_contract_that_cannot_be_used_is_named(folder, name, text, said):
    (folder / name).write_text(textwrap.dedent(text))
    with pytest.raises(UnusableTests) as caught:
        hidden_tests(folder)
    assert said in str(caught.value)
