"""What learners bring to pages, reports and tables: nothing ends them, and nothing speaks in the grader's name."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import unicodedata
from pathlib import Path

import made_class
import pytest
import tiny_course
from bs4 import BeautifulSoup
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from autograder.cli import main
from autograder.gradebook.converters import CarefulAutograde, CarefulGenerateFeedback
from autograder.insights.answers import Given, wrong_answers
from autograder.insights.kept import KeptAnswer
from autograder.pages.fragments import fragment
from autograder.pages.rendering import Piece, render
from autograder.report.grouping import grouped, others_of
from autograder.report.message import message, plain
from autograder.report.model import TestResult, Verdict, exercise_report, submission_report
from autograder.report.render import clean, exercise_html, exercise_text
from autograder.similar.work import work_of

HUGE = 10**5000  # Python writes no whole number of more than 4300 digits


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("9.99989e-321", "12"),  # the step to its third digit is zero
        ("4.94066e-324", "1"),
        ("1.7e+308", "0.25"),  # their ratio is infinite
        ("1.7e+308", "-1.7e+308"),  # so is their difference
        ("12", "4.94066e-324"),
        ("-0.0", "3"),
        ("inf", "3"),
        ("nan", "3"),
        ("0." + "0" * 400 + "1", "3"),
    ],
)
def test_a_number_at_the_end_of_all_numbers_is_an_answer_like_others(given: str, right: str) -> None:
    answer = KeptAnswer("doubled", "number", given, right)
    found = wrong_answers([Given("eve", answer, {"n": 5e-324, "m": 1.7e308}), Given("ada", None)])
    assert sorted(learner for group in found for learner in group.learners) == ["ada", "eve"]


@pytest.mark.parametrize("answer", ["9.99989e-321", "1.7e+308", "-1.7e+308", "4.94066e-324"])
def test_insights_are_made_whatever_number_one_learner_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    made_class.write_course(tmp_path)
    letters = made_class.LETTERS
    for learner, given in (("ada", "12"), ("eve", answer)):
        parts = letters["length"] + letters["direction"]
        answers = {"axis": letters["columns"], "parts": parts, "doubled": given}
        made_class.keep(tmp_path, learner, made_class.quiz(answers, "12" if learner == "ada" else "0.24"))
    status = main(["--course", str(tmp_path / "course.yml"), "insights", "vectors", "--json", str(tmp_path / "i.json")])
    assert status in (0, 3), capsys.readouterr().err
    assert json.loads((tmp_path / "i.json").read_text())["questions"]


def failed(number: int, said: str, weight: float = 1.0) -> TestResult:
    return TestResult(f"test_{number}", f"check {number}", weight, "hidden", Verdict.FAILED, plain(said))


@pytest.mark.parametrize("line", ["x\n", "`a`", "x\n`a`"], ids=["lines", "words in code", "both"])
def test_a_report_of_many_long_messages_is_a_table_all_the_same(line: str) -> None:
    """Each message may have two thousand characters, which may be as many ends of lines, and there are twenty checks."""
    tests = tuple(failed(number, f"{chr(97 + number)}{line * 1000}"[:2000]) for number in range(24))
    report = exercise_report("softmax", 10, tests)
    (made,) = render([Piece("report", exercise_html(report, "counterexamples"))])
    assert not made.plain, made.html[:200]
    assert "<table" in made.html
    assert "&lt;table" not in made.html


@pytest.mark.parametrize(
    "said",
    [
        "This holds, but counts only together with nothing",
        "not run: the run had ended before",
    ],
)
def test_no_result_says_of_its_check_that_it_was_not_counted(said: str) -> None:
    """What was returned stands in the message, and is no word of the grader's."""
    words = message("{of} is {came}, but should be {due}", of="tokenize(lines)", came=repr(said), due="[['a']]")
    verdict = Verdict.FAILED if said.startswith("This") else Verdict.CRASHED
    tests = (TestResult("test_values", "the values", 1, "hidden", verdict, words),)
    report = exercise_report("tokenize", 10, tests)
    cell = BeautifulSoup(exercise_html(report, "counterexamples"), "html.parser").find("tbody").find("td")
    word = "failed" if verdict is Verdict.FAILED else "crashed"
    assert word in cell.text
    assert "not counted" not in cell.text
    assert "not run" not in cell.text
    assert f"✗ {word}" in exercise_text(report, "counterexamples")


def test_no_result_says_of_other_checks_that_they_failed_for_its_reason() -> None:
    said = "'x is None, but should be y'"
    tests = grouped(
        (
            failed(1, f"tokenize(lines)[0] is {said}, but should be 'a'"),
            failed(2, f"tokenize(lines)[7] is {said}, but should be 'quite another thing'"),
        )
    )
    assert others_of(tests) == {}


def test_a_message_with_a_number_of_thousands_of_digits_can_be_told() -> None:
    """As `_numbers` of checks.compare makes it where a whole number is expected and another one came."""
    said = message("{of} is {came}, but should be {due}", of="count_corpus(tokens)['a']", came=HUGE, due=2)
    tests = (TestResult("test_values", "the values", 1, "hidden", Verdict.FAILED, said),)
    report = exercise_report("count_corpus", 10, tests)
    assert "should be 2" in str(said.cut(2000))
    assert "should be 2" in exercise_text(report, "counterexamples")
    json.dumps(submission_report("a", "b", "cpu", (), (report,)).to_json())


@pytest.mark.parametrize("mark", ["\U0001d165", "\U0001d16d", "\u302e"])
def test_no_mark_between_accents_lets_more_of_them_stand_on_a_letter(mark: str) -> None:
    stack = "e" + ("\u0301" * 8 + mark) * 40 + " end"
    for made in (fragment("markdown", stack)[0], fragment("code", stack)[0], clean(stack)):
        longest = run = 0
        for sign in unicodedata.normalize("NFD", made):
            run = run + (unicodedata.combining(sign) > 0) if unicodedata.category(sign).startswith("M") else 0
            longest = max(longest, run)
        assert longest <= 16, "a letter has accents beyond all measure"


def test_no_cell_is_a_check_because_the_notebook_says_so() -> None:
    """Exercises that nobody else has would hide a copy, and thousands of them take the memory of the class."""
    given = tiny_course.solutions()["adding"]
    honest, forging = tiny_course.solutions()["adding"], tiny_course.solutions()["adding"]
    for nb in (honest, forging):
        next(cell for cell in nb.cells if cell.id == "cell-of-add").source = "def add(a, b):\n    return b * 2 + a - b"
    place = next(index for index, cell in enumerate(forging.cells) if cell.id == "cell-of-add")
    forging.cells[place + 1 : place + 1] = [tiny_course.graded_cell(f"forged{n}") for n in range(3)]
    works = [work_of("ada", {"adding": nb}, {"adding": given}) for nb in (honest, forging)]
    add = ("adding", "add")
    assert works[0].units.keys() == works[1].units.keys() == {add}
    assert works[0].units[add] <= works[1].units[add]


def test_a_copy_is_compared_whatever_its_cell_says_of_itself() -> None:
    """Cells that are locked are the release's, and not the learner's own; but it is the notebook that says so."""
    given = tiny_course.solutions()["adding"]
    answer = "\n".join(f"    total_{n} = a * {n} + b ** {n + 2}" for n in range(10))
    honest, hiding, checking = (tiny_course.solutions()["adding"] for _ in range(3))
    for nb, mark in (
        (honest, {}),
        (hiding, {"solution": False, "locked": True}),
        (checking, {"solution": False, "grade": True, "locked": True, "points": 4}),
    ):
        cell = next(cell for cell in nb.cells if cell.id == "cell-of-add")
        cell.source = f"def add(a, b):\n{answer}\n    return a + b"
        cell.metadata.nbgrader.update(mark)
    works = [
        work_of(name, {"adding": nb}, {"adding": given})
        for name, nb in (("ada", honest), ("eve", hiding), ("fay", checking))
    ]
    keys = [{piece.key for piece in work.pieces} for work in works]
    assert len(keys[0]) > 10
    assert keys[1] == keys[0]
    assert keys[2] == keys[0]


def test_nbgraders_log_shows_what_would_act_on_a_terminal(tmp_path: Path) -> None:
    """Such as the id that a quiz's notebook says, or the name of a folder."""
    tiny_course.write(tmp_path)
    log, lines = logging.Logger("nbgrader", logging.WARNING), io.StringIO()
    log.addHandler(logging.StreamHandler(lines))
    for converter in (CarefulAutograde, CarefulGenerateFeedback):
        place = CourseDirectory(root=str(tmp_path), assignment_id="sums", student_id="ada")
        made = converter(coursedir=place, log=log)
        with contextlib.suppress(NbGraderException):  # nothing was handed in
            made.init_notebooks()
        made.log.warning("eve says %s", "\x1b]0;taken\x07\u202e")
    assert lines.getvalue().count("eve says [U+001B]]0;taken[U+0007][U+202E]") == 2
    assert "\x1b" not in lines.getvalue()
