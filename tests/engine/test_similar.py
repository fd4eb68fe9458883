"""`autograder similar`: what counts as alike, what is taken out, and what a hostile class does to it."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import warnings
from pathlib import Path

import nbformat
import numpy as np
import pytest
import tiny_course

from autograder.cli import main
from autograder.course.load import load
from autograder.gradebook.release import release
from autograder.quiz import grade, questions
from autograder.quiz.fault import written
from autograder.report.model import Diagnosis, ExerciseReport, QuizAnswer, SubmissionReport, TestResult, Verdict
from autograder.report.store import keep
from autograder.similar import findings
from autograder.similar.mistakes import reported
from autograder.similar.pairs import compare, limit_of
from autograder.similar.piece import Key, Kind, Piece
from autograder.similar.work import Work, keys_of, work_of

OWN = """\
def add(a, b):
    # carry the digits one by one, as at school
    digits = [int(d) for d in str(abs(a))]
    carried = sum(d * 10 ** k for k, d in enumerate(reversed(digits)))
    borrowed = math.copysign(carried, a) if a else 0
    for _ in range(3):
        borrowed += (a - borrowed) / 2 ** 7
    rounds = max(len(digits), 1) * 5
    table = {k: k * k - borrowed for k in range(rounds, rounds + 9)}
    while table and min(table) < 0:
        table.pop(min(table))
    assert len(table) >= 9 - rounds, "ran out of rows"
    weights = sorted(table.values(), key=lambda v: (v % 3, -v))
    spread = (max(weights) - min(weights)) / (len(weights) or 2)
    if spread < 1e-7 or borrowed != borrowed:
        raise ArithmeticError(f"{spread} is too narrow")
    final = weights[rounds % len(weights)] * 0 + borrowed + b
    return type(final)(round(final, 11)) if isinstance(b, float) else final"""
COPY = """\
def add(first, second):
    parts=[int(letter) for letter in str(abs(first))]
    size = max(len(parts),1) * 5
    whole = sum(10**place*letter for place,letter in enumerate(reversed(parts)))
    signed = math.copysign(whole,first) if first else 0
    for turn in range(3):
        signed = signed + (first - signed) / 2**7
    squares = {place: place*place - signed
               for place in range(size, size + 9)}
    while squares and 0 > min(squares): squares.pop(min(squares))
    order = sorted(squares.values(), key=lambda x: (x % 3, -x))
    assert 9 - size <= len(squares), "ran out of rows"
    width = (max(order) - min(order)) / (len(order) or 2)
    if width < 1e-7 or signed != signed:
        raise ArithmeticError(f"{width} is too narrow")
    last = order[size % len(order)] * 0 + signed + second
    return type(last)(round(last, 11)) if isinstance(second, float) else last"""
HOSTILE = '<script>alert("</style>")</script>'


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("similar") / "course"
    root.mkdir()
    tiny_course.write(root)
    with warnings.catch_warnings(action="ignore"):
        release(load(root / "course.yml"), ["sums"])
    return root


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "course"))


def hand_in(root: Path, learner: str, answer: str, *others: nbformat.NotebookNode) -> Path:
    nb = nbformat.read(next(root.glob("assignments/*sums/adding.ipynb")), as_version=4)
    next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "add").source = answer
    nb.cells += others
    path = root / "submitted" / learner / "sums" / "adding.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(nb, path)
    return path


def apart(number: int) -> str:
    """An answer like nobody else's, and no longer than usual."""
    return f"def add(a, b):\n    kept_{number} = [a, b, {number}]\n    return sum(kept_{number}) - {number}"


def similar(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["--course", str(root / "course.yml"), "similar", "sums", *arguments])
    return status, *capsys.readouterr()


def test_a_disguised_copy_is_shown_as_a_question_with_both_sides(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(20):
        hand_in(root, f"learner-{number}", apart(number))
    hand_in(root, "ada", OWN)
    hand_in(root, "ben", COPY)
    status, out, err = similar(root, capsys, "--json", str(root / "pairs.json"))
    assert (status, err) == (0, "")
    assert "ada and ben: about" in out
    assert "questions" in out
    found = json.loads((root / "pairs.json").read_text())
    assert [pair["learners"] for pair in found["pairs"]] == [["ada", "ben"]]
    page = (root / "similar/sums.html").read_text()
    assert page.count("carried = sum(d * 10 ** k") == page.count("whole = sum(10**place*letter") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("y = torch.exp(x) + 1", "import torch\nresult = 1 + value.exp()"),
        ("total += row.sum(dim=1)", "t = t + r.sum(1)"),
        ("if a > b:\n    c = [a, b]", "if y < x: z = [x, y]"),
        ("y = x.sum()", "sum = row.sum()"),
        ("def f(a, b):\n    '''Adds.'''\n    c = a * 2\n    d = b * 3\n    return c - d", "def g(x: int, y: int) -> int:\n    v = 3 * y\n    u = 2 * x\n    return u - v"),
    ],
)  # fmt: skip
def test_names_order_and_layout_make_no_difference(one: str, other: str) -> None:
    texts = [f"import torch\n{source}\na = b = c = x = y = value = row = r = 0" for source in (one, other)]
    keys = [{key.text for key in keys_of([text]) if key.kind == "code"} for text in texts]
    assert keys[0] == keys[1]


def test_what_differs_is_not_alike() -> None:
    texts = ["a = x - y", "a = y - x * 2", "a = x.sum(dim=0, keepdim=True)", "a = x.sum(dim=1, keepdim=True)"]
    keys = [frozenset(key.text for key in keys_of([f"x = y = 0\n{text}"]) if key.kind == "code") for text in texts]
    assert len(set(keys)) == 4


@pytest.mark.parametrize("number", ["0x" + "f" * 5000, "0o" + "7" * 6000, "0b" + "1" * 20_000])
def test_a_number_that_python_writes_no_decimals_of_is_a_piece_like_others(number: str) -> None:
    keys = [keys_of([f"a = b + {one}"]) for one in (number, number, f"{number}1")]
    assert len(keys[0]) == 1
    assert keys[0] == keys[1] != keys[2]


def test_work_that_cannot_be_taken_apart_costs_its_learner_alone(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(learner: str, notebooks: object, given: object) -> Work:
        if learner == "eve":
            raise ValueError("two\nlines")
        return work_of(learner, notebooks, given)  # type: ignore[arg-type]

    monkeypatch.setattr(findings, "work_of", failing)
    for learner in ("ada", "eve", "zoe"):
        hand_in(root, learner, tiny_course.ANSWER)
    status, out, err = similar(root, capsys)
    assert (status, err) == (3, "eve: not compared: it cannot be taken apart (ValueError: two lines)\n")
    assert "3 learners compared" in out


def test_the_limit_follows_from_the_class() -> None:
    nothing, much = np.zeros(300), np.linspace(0, 40, 300)
    assert limit_of(nothing) < limit_of(much)
    assert limit_of(much) > 40
    assert limit_of(np.concatenate([nothing, [1000.0] * 5])) == pytest.approx(
        limit_of(np.zeros(305))
    )  # copies move nothing


@pytest.mark.parametrize("kind", ["name", "code"])
def test_a_vocabulary_in_common_accuses_nobody(kind: Kind) -> None:
    """Four of a hundred share forty words of a language, such as gewicht; as much code in common is another matter."""
    chance = random.Random(3)
    works = []
    for learner in range(100):
        keys = [Key("code", f"{exercise}: {chance.randrange(12)}", 1.0) for exercise in range(10)]
        whose = "shared" if learner < 4 else str(learner)
        keys += [Key(kind, f"{whose} {word}", 0.5) for word in range(40)]
        works.append(Work(str(learner), tuple(Piece(key, "notebook", 0, 1, 1) for key in keys)))
    found = {(pair.first, pair.second) for pair in compare(works, ()).pairs}
    assert found == (set() if kind == "name" else set(itertools.combinations(range(4), 2)))


def test_two_learners_alone_with_a_right_answer_each_are_not_accused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for learner in ("ada", "ben"):
        hand_in(root, learner, tiny_course.ANSWER)
    assert "explain: 0" in similar(root, capsys)[1]


def test_whatever_a_class_hands_in_is_text_on_the_page(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    comment = f"\n# {HOSTILE} is what we both wrote here\x1b[2J"
    prose = nbformat.v4.new_markdown_cell(f"{HOSTILE} and these are words of our own.\n" * 12)
    odd = [
        nbformat.v4.new_code_cell("def f(:\n  this is = = no python at all"),
        nbformat.v4.new_code_cell("x = " + "(" * 5000),
        nbformat.v4.new_code_cell("x = " + "-" * 20_000 + "1"),
        nbformat.v4.new_code_cell("x = " + "+".join(["1"] * 8000)),
        nbformat.v4.new_code_cell("x = " + "f(" * 150 + ")" * 150),
        nbformat.v4.new_code_cell("a = 1\n" * 1_000_000),
        nbformat.v4.new_code_cell("%%bash\nrm -rf /"),
    ]
    for number in range(12):
        hand_in(root, f"learner-{number}", apart(number))
    hand_in(root, "<img src=x onerror=alert(1)>", OWN + comment, prose, *odd)
    hand_in(root, "\u202eben", OWN + comment, prose)
    hand_in(root, "cleo", OWN + comment, prose, *odd)
    linked = root / "submitted" / "dan" / "sums" / "adding.ipynb"
    linked.parent.mkdir(parents=True)
    linked.symlink_to(root / "solutions" / "sums" / "adding.ipynb")
    hand_in(root, "eva", "").write_text("no notebook")
    status, out, err = similar(root, capsys)
    assert status == 3
    assert "explain: 1\n" in out
    assert [line for line in err.splitlines() if line.startswith(("dan", "eva", "cleo", "<img"))] == [
        "<img src=x onerror=alert(1)>: adding.ipynb has more than 50 thousand characters of the learner's own; 1 of its cells were not compared",
        "cleo: adding.ipynb has more than 50 thousand characters of the learner's own; 1 of its cells were not compared",
        "dan: not compared: adding.ipynb: is a symbolic link; put the notebook itself there",
        "eva: not compared: adding.ipynb: is no notebook: broken JSON at line 1, column 1 (Expecting value), as of a file that was cut off or edited by hand; a whole one is needed",
    ]  # fmt: skip
    page = (root / "similar/sums.html").read_text()
    assert "<script" not in page.lower()
    assert "<img" not in page
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page


def report(learner: str, diagnosis: str | None, *failed: str) -> SubmissionReport:
    tests = tuple(
        TestResult(id, id, 1, "hidden", Verdict.FAILED if id in failed else Verdict.PASSED)
        for id in ("test_values", "test_dtype", "test_device")
    )
    known = None if diagnosis is None else Diagnosis(diagnosis, "hint")
    verdict = Verdict.FAILED if failed else Verdict.PASSED
    exercise = ExerciseReport("add", verdict, 1, 4, known, tests)
    return SubmissionReport("sums", "adding", "cpu", (), 1, 4, (exercise,), learner=learner)


def mistakes(root: Path, *of: SubmissionReport) -> list[list[str]]:
    for one in of:
        keep(root, one)
    course = load(root / "course.yml", check_pieces=False)
    found = [reported(root, course.assignment("sums"), str(one.learner)) for one in of]
    return [[key.text for key, _ in one.words] for one in found]


def test_the_same_mistake_is_alike_and_one_that_loses_everything_says_nothing(root: Path) -> None:
    ada, ben, cleo, dan, eva = mistakes(
        root,
        report("ada", "doubled", "test_values"),
        report("ben", "doubled", "test_values"),
        report("cleo", "doubled", "test_values", "test_dtype"),
        report("dan", None, "test_values", "test_dtype", "test_device"),
        report("eva", None),
    )
    assert ada == ben != cleo
    assert dan == eva == []


def test_no_answer_to_a_question_is_no_mistake_in_common() -> None:
    assert "No answer was given" in Path(grade.__file__).read_text()  # how such an answer is recognised


def test_numbers_of_somebody_else_are_named_and_a_broken_report_is_one_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for learner in ("ada", "ben"):
        hand_in(root, learner, tiny_course.ANSWER)
    quiz = ExerciseReport("add-quiz", Verdict.PASSED, 2, 2, None, (), numbers_of="ada", notice="the numbers of ada")
    keep(root, SubmissionReport("sums", "questions", "cpu", (), 2, 2, (quiz,), learner="ben"))
    (root / "reports/sums/ada").mkdir()
    (root / "reports/sums/ada/adding.json").write_text('{"exercises": [1]}')
    status, out, err = similar(root, capsys)
    assert status == 3
    assert "ben answered add-quiz with the numbers of ada" in out
    assert err == "ada/adding.json: the report cannot be read; grade the notebook again with --force\n"
    assert "with the numbers of" in (root / "similar/sums.html").read_text()


QUIZ = """\
title: Numbers
intro: Each has other ones.
questions:
  - {id: area, kind: number, title: area, prompt: "`w` by `h`?", variants: {w: 2..90, h: 2..90}, key: w * h, explanation: a product}
  - {id: size, kind: shape, title: size, prompt: "`n`, `m`?", variants: {n: 2..30, m: 2..30}, key: [n, m], explanation: both}
  - {id: half, kind: number, title: half, prompt: "half of `k`?", variants: {k: [2, 4]}, key: k/2, explanation: half}
"""


def test_answers_that_fit_the_numbers_of_somebody_else_are_named_and_mistakes_are_not(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "quizzes/sums/add-quiz.yml").write_text(QUIZ)
    asked = {it.id: it for it in questions.load(root / "quizzes/sums/add-quiz.yml").questions}
    learners = [f"learner-{number}" for number in range(40)]
    own = {who: {name: it.solved(who) for name, it in asked.items()} for who in learners}
    given = own | {
        "learner-0": own["learner-7"],  # another's answers, under the own id
        "learner-1": {"area": own["learner-1"]["area"] + 1, "size": own["learner-1"]["size"][::-1], "half": 9.0},
        "learner-2": own["learner-2"] | {"area": own["learner-8"]["area"]},  # one answer may be anybody's
    }
    for who in learners:
        hand_in(root, who, tiny_course.ANSWER)
        tests = tuple(
            TestResult(
                name, name, 1, "hidden", Verdict.PASSED, None,
                answer=QuizAnswer(name, it.form.kind, written(it, given[who][name]), written(it, own[who][name])),
            )
            for name, it in asked.items()
        )  # fmt: skip
        if who != "learner-39":  # whose work was not graded yet
            quiz = ExerciseReport("add-quiz", Verdict.PASSED, 2, 2, None, tests, numbers_of=who)
            keep(root, SubmissionReport("sums", "questions", "cpu", (), 2, 2, (quiz,), learner=who))
    status, out, err = similar(root, capsys, "--json", str(root / "pairs.json"))
    assert (status, err) == (0, "")
    (fit,) = json.loads((root / "pairs.json").read_text())["fits"]
    assert (fit["learner"], fit["numbers_of"], fit["questions"][:2]) == ("learner-0", "learner-7", ["area", "size"])
    assert "learner-0: wrong answers in add-quiz are right with the numbers of learner-7: area, size" in out
    assert "Reports are kept of 39 of 40 learners" in out
    page = (root / "similar/sums.html").read_text()
    assert "are right with the numbers of" in page
    assert "39 of 40 learners" in page
