"""Help before grading: staged hints, and known mistakes, recorded when an assignment is released and named by `check`."""

import contextlib
import json
from pathlib import Path

import pytest
import torch

import autograder
from autograder.checks.recording import (
    FORM,
    Help,
    Recording,
    behave_alike,
    behaviour_of,
    from_json,
    hint_for,
    to_json,
    unambiguous,
)
from autograder.checks.runner import UnusableTests
from autograder.grading import recording as module
from autograder.grading.answers import AnswersError
from autograder.grading.hints import read_hints
from autograder.grading.recording import help_of, recorded
from autograder.learner.check import checked_by
from autograder.learner.display import Unfinished
from autograder.remote.executor import Executor
from autograder.remote.sketch import alike
from autograder.remote.student import Student, SubmissionError, records_of

REFERENCE = "def scale(X):\n    return 2 * X\n"
ROOT = Path(__file__).parents[2]
PUBLIC = """
import torch
from autograder.checks import assert_close, assert_unmodified, points

@points(1, "the worked example")
def test_example(student):
    assert_close(student.scale(torch.tensor([1.0, -2.0])), torch.tensor([2.0, -4.0]), of="scale(X)")

@points(1, "the gradient is 2")
def test_gradient(student, rng):
    X = rng.normal(3, requires_grad=True)
    Y = student.scale(X)
    (gradient,) = torch.autograd.grad(Y.sum(), X, allow_unused=True)
    assert_close(gradient, torch.full_like(X, 2.0).detach(), of="the gradient")

@points(1, "X is left alone")
def test_argument(student, rng):
    assert_unmodified(student.scale, rng.normal(3), of="scale(X)")
"""
WRONG = {
    "halved": ("It halves.", "return X / 2"),
    "in_place": ("It writes into X.", "return X.mul_(2)"),
    "raising": ("It takes lists alone.", "raise TypeError('no list of 3')"),
    "hidden_only": ("Nobody can see this.", "return 2 * X"),
    "seeded": ("It seeds.", "torch.manual_seed(1); return X + torch.randn(X.shape)"),
}


def answer(hint: str, body: str) -> str:
    return f'"""Wrong."""\n\nimport torch\n\nHINT = {hint!r}\n\n\ndef scale(X):\n    {body}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "scale"
    (folder / "answers").mkdir(parents=True)
    (folder / "test_public.py").write_text(PUBLIC)
    for name, (hint, body) in WRONG.items():
        (folder / "answers" / f"wrong_{name}.py").write_text(answer(hint, body))
    return folder


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """Without a process for each recording."""
    monkeypatch.setattr(module, "_SECONDS", 1.0)
    monkeypatch.setattr(module, "_recorded_apart", recorded)


@pytest.fixture
def hint(folder, tmp_path, monkeypatch):
    """The hint that `check` has for a function, with the recording of `folder` beside its public tests."""
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "scale.py").write_text(PUBLIC)
    (tmp_path / "checks" / "scale.json").write_text(help_of(folder, REFERENCE))
    monkeypatch.chdir(tmp_path)

    def hint(body: str) -> str | None:
        names: dict[str, object] = {"torch": torch}
        exec(f"def scale(X):\n    {body}", names)
        checked = checked_by("scale", names["scale"], names)
        assert checked is not None
        return checked.hint

    return hint


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return 0.5 * X", "It halves."),
        ("X *= 2\n    return X", "It writes into X."),
        ("return X.mul_(2)", "It writes into X."),
        ("raise TypeError('no list of 3')", "It takes lists alone."),
        ("raise TypeError('another reason')", None),
        ("return X + X", None),
        ("return X / 3", None),
        ("return X.detach() / 2", "It halves."),  # the values are wrong first, and by this
        ("return (X / 2).double()", None),
        ("return None", None),
        ("return X / 2 if X.numel() == 2 else X", None),
    ],
)
def test_check_names_a_mistake_when_all_results_agree_with_its_recording(hint, body, said):
    assert hint(body) == said


def test_a_mistake_that_passes_every_public_test_is_not_recorded(folder):
    mistakes = from_json(help_of(folder, REFERENCE)).mistakes
    assert {mistake.hint for mistake in mistakes} >= {"It halves.", "It writes into X.", "It takes lists alone."}
    assert "Nobody can see this." not in {mistake.hint for mistake in mistakes}


def test_an_answer_that_never_ends_is_told_by_what_it_does_before(folder):
    (folder / "answers" / "wrong_endless.py").write_text(answer("It never ends.", "while True: pass"))
    assert "It never ends." in {mistake.hint for mistake in from_json(help_of(folder, REFERENCE)).mistakes}


def test_an_answer_that_ends_its_process_ends_no_release(folder, monkeypatch):
    monkeypatch.undo()
    assert "It halves." in help_of(folder, REFERENCE)
    (folder / "answers" / "wrong_halved.py").write_text(answer("It ends.", "import os; os._exit(3)"))
    with pytest.raises(RuntimeError, match="the process that recorded the mistakes of scale ended before it was done"):
        help_of(folder, REFERENCE)


def test_no_code_of_an_answer_leaves_the_course(folder):
    text = help_of(folder, REFERENCE)
    assert not any(part in text for part in ("X / 2", "mul_(2)", "manual_seed", "def scale"))


def test_mistakes_that_behave_alike_but_have_different_hints_are_not_told(folder, hint):
    (folder / "answers" / "wrong_divided.py").write_text(answer("It divides.", "return X / 2"))
    hints = [mistake.hint for mistake in from_json(help_of(folder, REFERENCE)).mistakes]
    assert "It halves." not in hints
    assert "It divides." not in hints


def test_it_is_made_anew_only_when_what_it_is_made_from_has_changed(folder, monkeypatch):
    first = help_of(folder, REFERENCE)

    def never(*args):
        raise AssertionError("made again")

    with monkeypatch.context() as patched:
        patched.setattr(module, "_recorded_apart", never)
        assert help_of(folder, REFERENCE, first) == first
        for earlier in (None, "{", first.replace(f'"form": {FORM}', '"form": 0')):
            with pytest.raises(AssertionError, match="made again"):
                help_of(folder, REFERENCE, earlier)
    path = folder / "answers" / "wrong_halved.py"
    path.write_text(path.read_text().replace("It halves.", "It takes half."))
    assert "It takes half." in help_of(folder, REFERENCE, first)


def test_answers_that_cannot_be_read_are_named(folder):
    (folder / "answers" / "wrong_halved.py").write_text("def scale(X): ...\n")
    with pytest.raises(AnswersError, match="has no HINT"):
        help_of(folder, REFERENCE)


def test_a_contract_that_cannot_be_imported_is_named_before_the_tests_that_it_would_have_given(folder):
    (folder / "contract.py").write_text("import no_such_module\n")
    wrong = folder / "answers" / "wrong_halved.py"
    wrong.write_text(answer("It halves.", "return X") + "\n\nMUST_FAIL = ['test_hidden::test_values']\n")
    with pytest.raises(UnusableTests, match=r"contract\.py cannot be imported"):
        help_of(folder, REFERENCE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '{"form": 2, "made_from": "", "hints": [], "calls": [], "mistakes": [{"hint": "h", "tests": {"t": [3]}}]}',
    ],
)
def test_a_damaged_recording_costs_the_hint_alone(hint, text):
    Path("checks/scale.json").write_text(text)
    assert hint("return X / 2") is None


def test_what_is_written_is_read_again():
    behaviour = {"test_a": [["returned", 0, ["number", 1.5], [], []]] * 2, "test_b": []}
    mistakes = [
        Recording("one – ü", behaviour),
        Recording("two", {"test_a": [["raised", "TypeError", "", "", []]], "test_b": []}),
    ]
    help = Help("abc", ("first – ü", "second"), tuple(mistakes))
    text = to_json(help)
    assert from_json(text) == help
    assert len(json.loads(text)["calls"]) == 2


# -- staged hints

STAGED = ["Look at the factor.", "It is a product with `2`.", "2 * 3 = 6."]


@pytest.fixture
def hinting(folder, tmp_path, monkeypatch, capsys):
    """What `hint` prints, called like a learner's cell does, with STAGED released."""
    (folder / "hints.yml").write_text(json.dumps(STAGED))
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "scale.py").write_text(PUBLIC)
    (tmp_path / "checks" / "scale.json").write_text(help_of(folder, REFERENCE))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("autograder.learner.hint._given", {})

    def hinting(call: str) -> str:
        names: dict[str, object] = {"hint": autograder.hint}
        exec("def scale(X):\n    raise NotImplementedError()", names)
        exec(call, names)
        return capsys.readouterr().out

    return hinting


def test_hints_come_one_after_the_other(hinting):
    assert "Hint 1 of 3 for scale: Look at the factor.\nhint(scale) gives the next one." in hinting("hint(scale)")
    assert "Hint 2 of 3 for scale: It is a product with `2`." in hinting("hint(scale)")
    assert "Hint 3 of 3 for scale: 2 * 3 = 6.\nIt is the last one." in hinting("hint(scale)")
    assert "Hint 3 of 3" in hinting("hint(scale)")


def test_a_hint_may_be_asked_for_by_its_number(hinting):
    assert "Hint 2 of 3" in hinting("hint(scale, 2)")
    assert "Hint 3 of 3" in hinting("hint(scale)")


@pytest.mark.parametrize("number", ["0", "4", "-1", "'2'", "1.0", "True"])
def test_a_number_that_no_hint_has_is_explained(hinting, number):
    with pytest.raises(Unfinished, match=r"^scale has 3 hints, from hint\(scale, 1\) to hint\(scale, 3\)\.$"):
        hinting(f"hint(scale, {number})")


def test_a_call_is_no_function(hinting):
    with pytest.raises(Unfinished, match=r"^hint needs the function itself, without a call: hint\(softmax\)"):
        hinting("hint(3)")


def test_an_exercise_without_hints_says_so(hinting):
    Path("checks/scale.json").unlink()
    with pytest.raises(Unfinished, match="there are no hints for scale beside this notebook"):
        hinting("hint(scale)")


@pytest.mark.parametrize("text", ["- ''\n", "- 3\n", "first: Look.\n", "- [a]\n"])
def test_hints_that_are_none_are_named_by_file_and_line(folder, text):
    (folder / "hints.yml").write_text(text)
    with pytest.raises(AnswersError, match=r"^scale/hints\.yml:1: .*must be"):
        help_of(folder, REFERENCE)


@pytest.mark.parametrize("path", sorted((ROOT / "graders").glob("*/*")), ids=lambda path: path.name)
def test_every_exercise_of_the_course_has_three_hints(path):
    if path.is_dir() and (path / "test_public.py").exists():
        hints, problems = read_hints(path)
        assert (len(set(hints)), problems) == (3, [])


# -- sketches


def seen(function, *args) -> list:
    """What one call of the function does."""
    student = Student(Executor({"f": function}))
    with contextlib.suppress(SubmissionError):
        student.f(*args)
    return behaviour_of(records_of(student))


X = torch.linspace(-1, 1, 12).reshape(3, 4)
DIFFERENT = {
    "a value": lambda X: torch.cat([X[:2], X[2:] * 1.001]),
    "a permutation": lambda X: X.flip(1),
    "the shape": lambda X: X.reshape(4, 3),
    "the dtype": lambda X: X.double(),
    "a nan": lambda X: torch.where(X.max() == X, torch.nan, X),
    "an infinity": lambda X: torch.where(X.max() == X, torch.inf, X),
    "a graph": lambda X: X.clone().requires_grad_(),
    "in a list": lambda X: [X.clone()],
    "in a tuple": lambda X: (X.clone(),),
    "nothing": lambda X: None,
    "an error": lambda X: X.reshape(5),
    "in place": lambda X: X.add_(1).sub(1),
}


def test_what_differs_by_rounding_is_alike():
    assert alike(seen(lambda X: (X * 3) / 3, X), seen(lambda X: X.clone(), X))
    assert alike(seen(lambda X: X, X), seen(lambda X: X.clone(), X))
    assert alike(seen(lambda X: (X + 0.1) - X - 0.1, X), seen(lambda X: X - X, X))
    assert not alike(seen(lambda X: X - X + 1e-4, X), seen(lambda X: X - X, X))


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_otherwise_is_not(name):
    sketches = {other: seen(function, X.clone()) for other, function in DIFFERENT.items()}
    assert not alike(sketches[name], seen(lambda X: X.clone(), X))
    assert [other for other in DIFFERENT if alike(sketches[other], sketches[name])] == [name]


def test_behaviours_of_different_tests_are_not_alike():
    assert not behave_alike({"test_a": []}, {"test_b": []})
    assert unambiguous([Recording("h", {"test_a": []}), Recording("h", {"test_a": []})]) == [
        Recording("h", {"test_a": []})
    ]


def test_hints_of_mistakes_that_behave_alike_are_told_as_what_it_may_be(folder, hint, tmp_path):
    longer = answer("It divides.", "half = X / 2\n    return half")
    (folder / "answers" / "wrong_divided.py").write_text(longer)
    (tmp_path / "checks" / "scale.json").write_text(help_of(folder, REFERENCE))
    said = "Several mistakes look like this here. It may be one of them:\n– It halves.\n– It divides."
    assert hint("return X / 2") == said
    for number in range(3):
        other = answer(f"It is the mistake number {number}.", "return X / 2")
        (folder / "answers" / f"wrong_other_{number}.py").write_text(other)
    (tmp_path / "checks" / "scale.json").write_text(help_of(folder, REFERENCE))
    assert hint("return X / 2") is None  # five are no help


def test_of_several_mistakes_the_one_that_fails_the_same_tests_is_named_first():
    behaviour = {"test_a": [], "test_b": []}
    both = Recording("fails both", behaviour, frozenset({"test_a", "test_b"}))
    one = Recording("fails one", behaviour, frozenset({"test_a"}))
    said = hint_for([both, one], behaviour, {"test_a"})
    assert said.splitlines()[1:] == ["– fails one", "– fails both"]
    assert hint_for([one, both], behaviour, {"test_a", "test_b"}).splitlines()[1:] == ["– fails both", "– fails one"]
