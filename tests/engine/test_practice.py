"""Quizzes for practice: an answer is judged at once, nothing is graded, and no key of a graded quiz goes out with them."""

import gzip
import re
import shutil
from pathlib import Path

import pytest
import tiny_course

from autograder import practice
from autograder.course.layout import ORIGINAL, PRACTICE
from autograder.course.load import load
from autograder.course.model import CourseError
from autograder.gradebook.release import ReleaseError, release
from autograder.handin import folder as handin
from autograder.learner import practice as learner
from autograder.learner.display import Unfinished
from autograder.notebook.cells import read
from autograder.quiz.question import from_json
from autograder.quiz.questions import load as load_questions

REPOSITORY = Path(__file__).parents[2]
COURSE = load(REPOSITORY / "course.yml", check_pieces=False)
ENTRY = "      - {id: warm_up, notebook: warming-up, practice: true, minutes: 5}\n"
QUESTIONS = """
title: Warming up
intro: Two questions.
questions:
  - id: letter
    kind: multiple
    title: some letters
    prompt: Which?
    choices:
      - {text: this, right: true}
      - {text: that, reason: it is `that`}
      - {text: this too, right: true}
    explanation: the explanation of letter
  - id: size
    kind: shape
    title: a shape
    prompt: Which?
    variants: {n: 1000..9999, m: 1000..9999}
    key: [n, m]
    explanation: the explanation of size
  - id: order
    kind: ordering
    title: an order
    prompt: Sort!
    lines: [first, second, third]
    explanation: the explanation of order
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("released")
    path = tiny_course.write(root)
    path.write_text(path.read_text().replace("    quizzes:\n", f"    quizzes:\n{ENTRY}"))
    (root / "quizzes" / "sums" / "warm_up.yml").write_text(QUESTIONS)
    release(load(path))
    return root


@pytest.fixture
def course_file(released: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "course")) / "course.yml"


@pytest.fixture
def beside(course_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder, in which the kernel has just started."""
    folder = course_file.parent / "assignments" / "01-sums"
    monkeypatch.chdir(folder)
    monkeypatch.setattr(learner, "_turns", {})
    return folder


def said(capsys: pytest.CaptureFixture[str], **answers: object) -> list[str]:
    practice("warm_up", **answers)
    return capsys.readouterr().out.splitlines()


def numbers(line: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", line)))


def letters(beside: Path, id: str, *texts: str) -> str:
    file = from_json((beside / "checks" / f"warm_up{PRACTICE}").read_bytes())
    choices = next(question.choices for question in file.questions if question.id == id)
    return "".join(choice.letter for text in texts for choice in choices if choice.text == text)


def test_a_wrong_choice_has_its_reason_at_once_and_a_right_one_the_explanation(
    beside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = said(capsys, letter=letters(beside, "letter", "this", "that"))
    assert wrong[0] == "✗ not right"
    assert "it is `that`" in wrong[1]
    assert "explanation" not in "".join(wrong)
    assert "That is right, but others are right, too." in said(capsys, letter=letters(beside, "letter", "this"))[1]
    right = said(capsys, letter=letters(beside, "letter", "this too", "this"))
    assert right == ["✓ right", "the explanation of letter"]
    assert said(capsys, order=letters(beside, "order", "first", "second", "third"))[0] == "✓ right"
    assert said(capsys, order=letters(beside, "order", "first", "third", "second"))[0] == "✗ not right"


def test_numbers_stay_until_the_answer_is_right_and_are_drawn_anew_then(
    beside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = numbers(said(capsys, size=None)[1])
    assert numbers(said(capsys, size=(1, 2))[1])[:2] == shown
    right = said(capsys, size=shown)
    assert right[:2] == ["✓ right", "the explanation of size"]
    assert numbers(right[2]) != shown
    assert said(capsys, size=shown)[0] == "✗ not right"  # it was right for other numbers
    assert numbers(said(capsys, size=None)[1]) != numbers(right[2])


def test_after_three_wrong_answers_the_right_one_is_told(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = numbers(said(capsys, size=None)[1])
    told = [said(capsys, size=(1, 2)) for _ in range(3)]
    assert [f"The right answer is {shown}." in lines for lines in told] == [False, False, True]
    assert "the explanation of size" in told[2]
    assert numbers(told[2][-1]) != shown


def test_an_answer_to_numbers_of_an_earlier_kernel_is_not_judged(
    beside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, size=(3, 4))[0] == "○ these are your numbers now"


def test_what_cannot_be_read_and_what_is_not_there_are_one_line(
    beside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, size="none of it")[0] == "✗ cannot be read"
    assert said(capsys, size=object())[0] == "✗ cannot be read"
    for call, line in (
        (lambda: practice("warm_up", leter="a"), "warm_up has no question leter; it has letter, size, order."),
        (lambda: practice("warm_up"), "warm_up was given no question"),
        (lambda: practice("warm-up", letter="a"), "there is no quiz warm-up for practice .*; there is warm_up"),
    ):
        with pytest.raises(Unfinished, match=line):
            call()
    (beside / "checks" / f"warm_up{PRACTICE}").write_text('{"title": 1}')
    with pytest.raises(Unfinished, match="warm_up cannot be read; fetch the assignment again"):
        practice("warm_up", letter="a")


def test_its_notebook_is_released_and_asks_with_calls_that_run(
    beside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = read(beside / "warming-up.ipynb").cells
    assert not any(cell.metadata.get("nbgrader") for cell in cells)
    assert "after: [Adding](adding.ipynb)" in cells[0].source
    assert "before: [Warming up](warming-up.ipynb)" in read(beside / "adding.ipynb").cells[0].source
    names: dict[str, object] = {}
    for cell in cells:
        if cell.cell_type == "code":
            exec(cell.source, names)
    assert capsys.readouterr().out.count("○ no answer yet") == 3
    assert gzip.decompress((beside / "checks" / f"warming-up{ORIGINAL}").read_bytes()).decode() == (
        beside / "warming-up.ipynb"
    ).read_text(encoding="utf-8")
    start = (beside.parent / "00-start.ipynb").read_text()
    assert "1. [Warming up](01-sums/warming-up.ipynb): for practice, 5 minutes" in start


def test_it_has_no_part_in_what_is_graded(course_file: Path, beside: Path) -> None:
    course = load(course_file)
    (assignment,) = course.assignments
    assert assignment.notebooks == ("adding", "questions")
    place = course_file.parent / "submitted" / "ada" / "sums"
    shutil.copytree(beside, place, ignore=shutil.ignore_patterns("checks"))
    (hand_in,) = handin.look(course, assignment, place.parents[1]).hand_ins
    assert (hand_in.notes, hand_in.refused) == ((), None)
    assert [path.stem for path in hand_in.notebooks] == ["adding", "questions"]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("practice: true", "points: 2, practice: true", "points: a quiz for practice has none"),
        ("practice: true", "practice: false", "points: is missing; only practice: true goes without"),
        ("warming-up", "adding", "warm_up is for practice, so nothing else belongs into adding"),
        ("notebook: adding, points: 4", "notebook: adding, practice: true", "practice: unknown key"),
    ],
)
def test_course_yml_says_what_it_is(course_file: Path, before: str, after: str, problem: str) -> None:
    course_file.write_text(course_file.read_text().replace(before, after))
    with pytest.raises(CourseError, match=problem):
        load(course_file)


def test_questions_with_a_mistake_are_not_released(course_file: Path) -> None:
    path = course_file.parent / "quizzes" / "sums" / "warm_up.yml"
    path.write_text(path.read_text().replace("kind: shape", "kind: shapes"))
    with pytest.raises(ReleaseError, match=r"sums could not be released: warm_up\.yml:\d+: .*kind"):
        release(load(course_file))


def test_no_key_or_reason_of_a_graded_quiz_is_released() -> None:
    """Whatever form the file has: as it stands, and unpacked."""
    texts = {}
    for path in (REPOSITORY / "assignments").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            text = (gzip.decompress(data) if path.suffix == ORIGINAL else data).decode()
            texts[path] = " ".join(text.replace("\\n", " ").replace('\\"', '"').split())
    graded, practised = (
        {
            " ".join(secret.split())
            for assignment in COURSE.assignments
            for quiz in getattr(assignment, kind)
            for question in load_questions(quiz.questions).questions
            for secret in (question.explanation, *(choice.reason for choice in question.choices if choice.reason))
        }
        for kind in ("quizzes", "practice")
    )
    assert len(graded) > 100
    assert practised
    assert [(path.name, secret) for path, text in texts.items() for secret in graded if secret in text] == []
    assert all(any(secret in text for text in texts.values()) for secret in practised)
    names = {quiz.id for assignment in COURSE.assignments for quiz in assignment.practice}
    assert {path.stem for path in texts if path.suffix == PRACTICE} == names
