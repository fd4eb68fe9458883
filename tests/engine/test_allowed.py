"""`check` says what an answer may not use, before grading does."""

import linecache
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from autograder.checks.recording import from_json
from autograder.course.load import load
from autograder.learner.check import Checked, _notice, advice, checked_by
from autograder.notebook.cells import read, reference_source
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict

REPOSITORY = Path(__file__).parents[2]
COURSE = load(REPOSITORY / "course.yml", check_pieces=False)
RIGHT = "    E = (X - X.amax(1, keepdim=True)).exp()\n    return E / E.sum(1, keepdim=True)"


def executed(source: str, id: str) -> dict[str, object]:
    """The names of a notebook with this cell."""
    filename = f"/tmp/ipykernel_1/{id}.py"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    names: dict[str, object] = {"__name__": "__main__", "torch": torch}
    exec(compile(source, filename, "exec", dont_inherit=True), names)
    return names


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Checked]:
    folder = shutil.copytree(COURSE.assignments[0].release, tmp_path / "linear-networks")
    monkeypatch.chdir(folder)

    def checked(source: str) -> Checked:
        names = executed(source, "softmax")
        found = checked_by("softmax", names["softmax"], names)
        assert found is not None
        return found

    return checked


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("def softmax(X):\n    return torch.softmax(X, 1)", "torch.softmax"),
        ("def softmax(X):\n    return X.log_softmax(-1).exp()", "X.log_softmax"),
        ("from torch import softmax as s\ndef softmax(X):\n    return s(X, 1)", "torch.softmax"),
        ("from torch.nn.functional import softmax as s\ndef softmax(X):\n    return s(X, 1)", "torch.nn.functional.softmax"),
        ("def helper(X):\n    return torch.softmax(X, 1)\ndef softmax(X):\n    return helper(X)", "torch.softmax"),
        ("def ready(X):\n    return torch.softmax(X, 1)\nsoftmax = ready", "torch.softmax"),
        ("f = getattr(torch, 'soft' + 'max')\ndef softmax(X):\n    return f(X, 1)", "torch.softmax"),
        ("f = lambda X: getattr(torch, 'soft' + 'max')(X, 1)\ndef softmax(X):\n    return f(X)", "the operator softmax"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_comes_first_and_is_no_pass(
    checked: Callable[[str], Checked], source: str, named: str
) -> None:
    first, *others = checked(source).results
    assert (first.id, first.verdict) == ("own_work", Verdict.FAILED)
    assert named in first.words
    assert {result.verdict for result in others} == {Verdict.PASSED}


@pytest.mark.parametrize("home", ["scipy.special", "scipy.special._logsumexp"])
def test_a_module_that_is_not_for_answers_is_told(checked: Callable[[str], Checked], home: str) -> None:
    use = "def softmax(X):\n    return torch.tensor({}(X.detach().numpy(), axis=1))"
    for source in (
        f"from {home} import softmax as ready\n{use.format('ready')}",
        f"import {home} as s\n{use.format('s.softmax')}",
    ):
        assert checked(source).results[0].words.startswith("softmax is to be written without ")
    assert (
        "the module scipy.special, which"
        in checked(f"from {home} import softmax as s\n{use.format('s')}").results[0].words
    )


def test_what_a_ufunc_is_from_is_told(checked: Callable[[str], Checked]) -> None:
    source = "from scipy.special import expit as f\ndef softmax(X):\n    return torch.tensor(f(X.detach().numpy()))"
    assert "the module scipy.special" in checked(source).results[0].words


def test_what_a_right_answer_imports_is_no_matter(checked: Callable[[str], Checked]) -> None:
    imports = "import math, sys\nfrom functools import reduce\nfrom operator import truediv\nimport numpy as np\nfrom torch.nn.functional import relu"
    used = "    math.exp(0), sys.maxsize, reduce(max, [1]), truediv(1, 1), np.float32, relu, open, print\n"
    assert {result.words for result in checked(f"{imports}\ndef softmax(X):\n{used}{RIGHT}").results} == {""}


@pytest.mark.parametrize(
    "source",
    [
        "class MySequential(nn.Sequential): pass",
        "Base = nn.Sequential\nclass MySequential(Base): pass",
        "class Mine(nn.Sequential): pass\nclass MySequential(Mine): pass",
        "class Mine(nn.Sequential): pass\nMySequential = Mine",
        "MySequential = nn.Sequential",
    ],
)
def test_a_base_class_that_does_the_work_is_told(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assignment = next(a for a in COURSE.assignments if "MySequential" in {e.id for e in a.exercises})
    monkeypatch.chdir(assignment.release)
    names = executed(f"from torch import nn\n{source}", "MySequential")
    found = checked_by("MySequential", names["MySequential"], names)
    assert found is not None
    assert "without torch.nn.Sequential, which" in found.results[0].words


def test_a_name_alone_is_no_use_of_it(checked: Callable[[str], Checked]) -> None:
    other = "def compare(X):\n    return torch.softmax(X, 1)\n"
    for source in (
        f"{other}def softmax(X):\n    'Not torch.softmax.'\n{RIGHT}",
        f"class Own:\n    def softmax(self, X):\n    {RIGHT.replace(chr(10), chr(10) + '    ')}\ndef softmax(X):\n{RIGHT}",
    ):
        assert {result.verdict for result in checked(source).results} == {Verdict.PASSED}


def test_no_reference_is_said_to_use_what_it_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the public tests of all exercises, whose operators are counted in a learner's kernel too."""
    asked = 0
    for assignment in COURSE.assignments:
        monkeypatch.chdir(assignment.release)
        for exercise in assignment.exercises:
            released = assignment.release / "checks" / f"{exercise.folder.name}.json"
            if from_json(released.read_text()).own_work is None:
                continue
            names = executed(reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")), exercise.id)
            found = checked_by(exercise.id, names[exercise.id], names)
            assert found is not None
            assert {result.words for result in found.results} == {""}, exercise.id
            asked += 1
    assert asked > 25


def test_shapes_that_do_not_fit_have_advice_and_the_line_at_fault(checked: Callable[[str], Checked]) -> None:
    found = checked("def softmax(X):\n    E = X.exp()\n    return E / E.sum(dim=1)")
    assert "keepdim=True" in (found.hint or "")
    assert "line 3: return E / E.sum(dim=1)" in found.results[0].words
    assert advice(result for result in found.results if result.verdict is Verdict.PASSED) is None


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("E = X.exp()\n    S = E.sum(dim=1)\n    return E / S", True),
        ("m, _ = torch.max(X, 1)\n    return (X -\n            m)  # rows", True),
        ("return X - X.logsumexp((0, 2))", True),
        ("return X.logsumexp(dim=0) - X[range(2), 0]", False),
        ("S = X.sum(1, True)\n    return X[1:] - X * S", False),
        ("T = X.sum(1)\n    return X * X.T", False),
        ("return torch.arange(X.shape[1]) < X[:, 0]", False),
    ],
)  # fmt: skip
def test_keepdim_is_advised_where_an_axis_was_lost(body: str, lost: bool) -> None:
    words = "RuntimeError: The size of tensor a (3) must match the size of tensor b (2) ({})"
    source = f"def softmax(X):\n    {body}\n"
    line = next(text.strip() for text in source.splitlines() if "return" in text)
    result = TestResult("test_example", "", 1, "public", Verdict.ERROR, plain(words.format(f"softmax, line 3: {line}")))
    said = advice([result], [source]) or ""
    assert ("keepdim" in said, "`[:, None]`" in said) == (lost, not lost)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)",
            "in the right order? Is one of them to be transposed",
        ),
        ("Expected size for first two dimensions of batch2 tensor to be: [1, 4] but got: [1, 3].", "to be transposed"),
        ("size mismatch, got input (2), mat (2x3), vec (4)", "(or as its only one)"),
        ("batch2 must be a 3D tensor", "does one lack an axis"),
        (
            "einsum(): subscript a has size 2 for operand 1 which does not broadcast with previously seen size 5",
            "letter by",
        ),
        ("unsupported operand type(s) for -: 'Tensor' and 'torch.return_types.max'", "`.values`, or use `amax`."),
        ("'torch.return_types.topk' object has no attribute 'exp'", "`topk` over an axis"),
        ("exp(): argument 'input' (position 1) must be Tensor, not tuple", "a comma at the end of a line"),
        ("softmax(X) is a tuple of 2, but should be a tensor of shape (2, 3)", "Where does it come from?"),
        ("'Net' object has no attribute '_modules'", "`super().__init__()`"),
        ("f(X) has shape (3, 5, 2), but should have shape (3, 2, 5)", "two axes changed places"),
        ("f(X) has shape (3, 3), but should have shape (3, 1)", "one shape first"),
        ("f(X) has shape (9,), but should have shape (3,)", "n x n numbers where n are due"),
        ("f(X) has shape (6, 4), but should have shape (2, 3, 4)", "as many numbers as it should have"),
        (
            "f(X)[0] is 1, but should be 2 (2 of 2 elements differ by more than 1e-05; the numbers are right, but in other places)",
            "cuts them anew",
        ),
        ("f(X) has shape (2, 2), but should have shape (1, 2)", None),
        ("f(X) has shape (3,), but should have shape (2,)", None),
        ("'tuple' object has no attribute 'append'", None),
        ("expected Tensor as element 0 in argument 0, but got GRU", None),
    ],
)
def test_what_torch_says_is_put_into_plain_words(words: str, said: str | None) -> None:
    found = advice([TestResult("test_example", "", 1, "public", Verdict.ERROR, plain(words))])
    assert found is None if said is None else said in (found or "")


def test_torch_still_says_what_advice_is_looked_up_by() -> None:
    A, net = torch.ones(2, 3), object.__new__(torch.nn.Module)
    for slip, said in (
        (lambda: A @ A, "transposed"),
        (lambda: A[None] @ A[None], "transposed"),
        (lambda: A @ torch.ones(2), "transposed"),
        (lambda: torch.bmm(A, A), "lack an axis"),
        (lambda: torch.mm(A[0], A), "lack an axis"),
        (lambda: torch.einsum("ab,bc", A, A), "letter"),
        (lambda: A - A.max(1), "`.values`"),
        (lambda: torch.exp(A.min(1)), "`amin`"),
        (lambda: torch.exp((A, A)), "tuple"),
        (lambda: (A, A) @ A, "tuple"),
        (lambda: net.add_module("part", torch.nn.ReLU()), "super()"),
        (lambda: setattr(net, "part", torch.nn.ReLU()), "super()"),
    ):
        with pytest.raises((RuntimeError, TypeError, AttributeError)) as raised:
            slip()
        words = plain(f"{type(raised.value).__name__}: {raised.value}")
        assert said in (advice([TestResult("test_example", "", 1, "public", Verdict.ERROR, words)]) or ""), words


def test_shapes_that_are_wrong_in_different_ways_have_no_advice() -> None:
    words = ("has shape (2, 3), but should have shape (3, 2)", "has shape (2, 3), but should have shape (2, 4)")
    results = [TestResult("test_example", "", 1, "public", Verdict.FAILED, plain(text)) for text in words]
    assert advice(results) is None


def test_where_to_look_comes_before_what_it_is(checked: Callable[[str], Checked]) -> None:
    notice = _notice("softmax", checked("def softmax(X):\n    return X.exp() / X.exp().sum(0)"))
    where, what = notice.html.index("Where to look:"), notice.html.index("Each row is an example")
    assert notice.html.index("<details>") < where < notice.html.index("</summary>") < what
    assert "this check did not pass: “" in notice.html[where : where + 80]
    assert "Hint: " in notice.text
    assert notice.text.endswith("For a hint: `from autograder import hint`, and `hint(softmax)`.")
    assert "For a hint" not in _notice("softmax", checked(f"def softmax(X):\n{RIGHT}")).text


def test_what_check_shows_is_text_and_html_that_needs_no_style_or_script(checked: Callable[[str], Checked]) -> None:
    """What VS Code, Colab and nbconvert are given: one bundle, of which each shows what it can."""
    from IPython.core.formatters import DisplayFormatter

    notice = _notice("softmax", checked("def softmax(X):\n    return X.exp() / X.exp().sum(0)"))
    bundle, _ = DisplayFormatter().format(notice)
    assert sorted(bundle) == ["text/html", "text/plain"]
    assert bundle["text/plain"].splitlines()[0] == "softmax: 0 of 6 checks passed"
    assert not re.search(r"<script|<style|class=|src=|href=", bundle["text/html"])
