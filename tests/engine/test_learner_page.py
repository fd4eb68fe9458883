"""A learner's page: what comes first, what is folded, and whose page shows other right ways."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_course
from bs4 import BeautifulSoup
from nbformat import NotebookNode

from autograder.course.load import load
from autograder.course.model import Course
from autograder.course.rightways import RightWay, right_ways
from autograder.gradebook.heading import Entry
from autograder.gradebook.shownways import shown_ways
from autograder.notebook.outputs import make_output
from autograder.pages.exporter import keep_report
from autograder.pages.learner import Heading, LearnerPage, refusal
from autograder.report.message import plain
from autograder.report.model import Diagnosis, Picture, TestResult, Verdict, exercise_report, submission_report
from autograder.report.worst import worst

REPOSITORY = Path(__file__).parents[2]
MARKUP = "<script>alert(1)</script>"
HEADING = Heading("A course", "Sums", "adding", "Adding", "Ada (ada)", "2027-01-31 17:02 UTC", score="1 of 4 points")


def check(id: str, weight: float, message: str = "", verdict: Verdict = Verdict.FAILED, **more: str) -> TestResult:
    return TestResult(f"test_{id}", f"the {id}", weight, "hidden", verdict, plain(message) if message else None, **more)


TESTS = (
    check("small", 1, "small is wrong"),
    check("passing", 2, verdict=Verdict.PASSED),
    check("large", 3, "large is wrong"),
    check("following", 5, 'This holds, but counts only together with "the large", which did not pass.'),
    check("shared", 1, "shared is wrong"),
    check("other", 3, "shared is wrong", same_as="test_shared"),
    check("shown", 1, "shown is wrong", counterexample="add(1, 2)"),
)


def ids(tests: Sequence[TestResult]) -> list[str]:
    return [test.id.removeprefix("test_") for test in tests]


def graded(tests: Sequence[TestResult] = TESTS, score: float | None = None) -> NotebookNode:
    """The tiny course's notebook with the report of its check and, where nbgrader has it, the score."""
    nb = tiny_course.solutions()["adding"]
    report = exercise_report("add", 4, tuple(tests), Diagnosis("sign", "Mind the sign."))
    report = replace(report, picture=Picture("two bars", "aGk="))
    cell = next(cell for cell in nb.cells if cell.id == "check-of-add")
    cell.outputs = [make_output("display_data", data={"text/html": "kept"})]
    keep_report(cell.outputs[0], submission_report("sums", "adding", "cpu", (), (report,)).to_json())
    cell.metadata.nbgrader.points = 4
    if score is not None:
        cell.metadata.nbgrader.score = score
    return nb


def page(nb: NotebookNode, heading: Heading = HEADING, ways: Sequence[RightWay] = ()) -> BeautifulSoup:
    made = LearnerPage(nb, "counterexamples")
    for cell, original in zip(made.outline.cells, nb.cells, strict=True):  # as nbgrader's step does it
        cell.metadata.get("nbgrader", {}).update(original.metadata.get("nbgrader", {}))
    return BeautifulSoup(made.html(heading, {"add": ways}), "html.parser")


def test_the_worst_come_first_and_what_followed_from_others_last() -> None:
    assert ids(worst(TESTS, 9)) == ["shared", "large", "shown", "small", "following"]
    assert ids(worst(TESTS, 3)) == ["shared", "large", "shown"]
    assert worst([check("passing", 1, verdict=Verdict.PASSED)], 3) == ()


def test_no_two_of_the_worst_say_the_same() -> None:
    tests = (
        check("values", 4, "add(X)[0, 0] is nan, but should be 0.5"),
        check("sizes", 3, "add(X)[1, 2] is nan, but should be 0.25"),
        check("edges", 2, "add(X)[0, 0] is nan, but should be 0.5", verdict=Verdict.ERROR),
        check("dtype", 1, "add(X).dtype is float64"),
        check("cost", 1),
        check("device", 1),
    )
    assert ids(worst(tests, 3)) == ["values", "dtype", "cost"]
    assert ids(worst(tests, 9)) == ["values", "dtype", "cost", "device", "sizes"]


def test_a_wrong_value_comes_before_the_gradient_that_follows_from_it() -> None:
    assert ids(worst([check("gradients", 4), check("left_behind", 2), check("values", 1)], 3)) == [
        "values",
        "gradients",
        "left_behind",
    ]


def test_a_page_begins_with_score_hint_picture_and_three_failures() -> None:
    soup = page(graded(score=1))
    for folded in soup.find_all("details"):
        folded.extract()
    text = " ".join(soup.body.get_text(" ").split())
    order = [
        "Score: 1 of 4 points",
        "Ada (ada)",
        "2027-01-31 17:02",
        "Mind the sign.",
        "shared is wrong",
        "secret_total",
    ]
    assert sorted(order, key=text.index) == order
    assert soup.find("img")["alt"] == "two bars"
    rows = [row.find("strong").get_text() for row in soup.select("table tbody tr") if row.find("strong")]
    assert rows == ["the shared", "the large", "the shown"]


def test_failures_that_are_not_shown_are_counted_and_do_not_name_the_verdict() -> None:
    tests = (*TESTS, check("raising", 0.5, "it raised an error", Verdict.ERROR))
    section = page(graded(tests, score=1)).find("section")
    assert section.select_one(".state").get_text() == "✗ failed; the checks alone gave 0.48"
    assert "3 more checks did not pass" in section.get_text()
    few = page(graded(TESTS[:2], score=1)).find("section")
    assert "more check" not in few.get_text()
    error = page(graded((tests[-1],), score=0)).find("section")
    assert error.select_one(".state").get_text() == "✗ raised an error"


def test_all_checks_and_the_notebook_are_folded() -> None:
    soup = page(graded(score=1))
    checks, notebook = soup.select_one("details.checks"), soup.select_one("details#notebook")
    assert checks.summary.get_text() == "All 7 checks: 1 passed, 6 did not"
    assert "small is wrong" in checks.get_text()
    assert "Afterwards" in notebook.get_text()
    assert "shared is wrong" not in notebook.get_text()
    assert not [fold for fold in (checks, notebook) if fold.has_attr("open")]


def test_links_lead_to_the_answer_and_its_check_and_back() -> None:
    soup = page(graded(score=1))
    targets = {tag["id"] for tag in soup.find_all(id=True)}
    links = [link["href"] for link in soup.select("a[href]")]
    assert len(targets) == len(soup.find_all(id=True))
    assert all(link.removeprefix("#") in targets for link in links)
    answer, check_cell = (soup.find(id=link["href"][1:]) for link in soup.select("section .links a")[:2])
    assert "secret_total" in answer.get_text()
    assert "check(add)" in check_cell.get_text()
    assert check_cell.select_one("a")["href"] == "#check_add"


def test_a_check_that_speaks_of_the_text_leads_to_it() -> None:
    soup = page(graded([replace(TESTS[0], title="the example comes out as in the text")], score=1))
    link = soup.find("a", string="the text")
    assert "markdown" in soup.find(id=link["href"][1:])["class"]


def test_a_score_by_hand_stands_beside_that_of_the_checks() -> None:
    heading = page(graded(score=3.5)).select_one("h2").get_text()
    assert heading == "add: 3.5 of 4 points ✗ failed; the checks alone gave 0.5"


def test_a_page_says_its_language_and_stands_alone() -> None:
    soup = page(graded(score=1))
    assert soup.html["lang"] == "en"
    assert all(image.get("alt") for image in soup.find_all("img"))
    assert not soup.find_all(["script", "link", "input", "iframe"])
    style = soup.style.get_text()
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style
    assert "url(" not in style


def test_whatever_a_heading_or_a_sentence_says_is_text() -> None:
    marked = Heading(*[MARKUP] * 6, score=MARKUP, late=MARKUP, notices=(MARKUP,))
    soup = page(graded(score=1), marked, [RightWay(MARKUP, f'x = "{MARKUP}"\n')])
    assert not soup.find_all("script")
    assert soup.get_text().count(MARKUP) == 11  # the title of the window included, the sentence and the code


def test_the_page_of_what_cannot_be_graded_says_why_and_has_no_score() -> None:
    soup = BeautifulSoup(refusal(replace(HEADING, score="", refused="it is empty")), "html.parser")
    text = soup.body.get_text()
    assert "Not graded" in text
    assert "it is empty" in text
    assert "Score" not in text
    assert soup.find("details") is None


WAYS = {
    "right_long.py": '"""Step by step."""\n\n\ndef add(a, b):\n    total = a\n    total += b\n    return total\n',
    "right_short.py": '"""In one line.\n\nFor reviewers alone."""\nadd = lambda a, b: a + b\n',
    "right_both.py": '"""With another."""\n\n\ndef add(a, b):\n    def double(x):\n        return x + x\n    return a + b\n',
    "right_other.py": '"""By another."""\ndouble = lambda a: a + a\nadd = lambda a, b: a + b\n',
    "right_silent.py": "add = lambda a, b: a + b\n",
    "right_broken.py": '"""Broken."""\ndef add(:\n',
    "wrong_minus.py": '"""Minus."""\nadd = lambda a, b: a - b\n',
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = load(tiny_course.write(tmp_path), check_pieces=False)
    for name, text in WAYS.items():
        (tmp_path / "graders" / "sums" / "add" / "answers" / name).write_text(text)
    return course


def test_right_ways_are_the_right_answers_that_give_no_other_exercise_away(course: Course) -> None:
    short, long = right_ways(course.assignments[0].exercises[0].folder, {"double"})
    assert short == RightWay("In one line.", "add = lambda a, b: a + b\n")
    assert long.sentence == "Step by step."
    assert long.source.startswith("def add(a, b):\n    total = a\n")


NOW = dt.datetime.now(dt.UTC)
HOUR = dt.timedelta(hours=1)
CASES = {
    "never": ("never", 4, NOW - HOUR, False),
    "full marks": ("full-marks", 4, None, True),
    "a point short": ("full-marks", 3, NOW - HOUR, False),
    "not graded": ("full-marks", None, NOW - HOUR, False),
    "due": ("after-due", 0, NOW - HOUR, True),
    "not yet due": ("after-due", 4, NOW + HOUR, False),
    "no due date": ("after-due", 4, None, False),
}


@pytest.mark.parametrize("case", CASES)
def test_course_yml_decides_whose_page_shows_right_ways(course: Course, case: str) -> None:
    shows, score, due, shown = CASES[case]
    assignment = replace(course.assignments[0], shows=shows)  # type: ignore[arg-type]  # one of the settings
    ways = shown_ways(course, assignment, Entry("ada", due=due), graded(score=score))
    assert bool(ways.get("add")) == shown
    assert set(ways) <= {"add"}  # a quiz has none


def test_more_points_since_the_grading_are_no_full_marks_any_more(course: Course) -> None:
    exercise = replace(course.assignments[0].exercises[0], points=8)
    assignment = replace(course.assignments[0], shows="full-marks", exercises=(exercise,))
    assert shown_ways(course, assignment, Entry("ada"), graded(score=4)) == {}


def test_every_exercise_of_the_course_has_a_right_way_to_show() -> None:
    course = load(REPOSITORY / "course.yml", check_pieces=False)
    exercises = [exercise for assignment in course.assignments for exercise in assignment.exercises]
    names = {exercise.id for exercise in exercises}
    assert [it.id for it in exercises if not right_ways(it.folder, names - {it.id})] == []
