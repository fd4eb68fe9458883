"""A learner's page: first the score and what was wrong, with the right ways that may be shown; the notebook is folded
below.

One file that loads nothing and has no script. As on formgrader's pages, the template sees names in place of what a
submission wrote, and each name is replaced by cleaned HTML in the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from autograder.course.rightways import RightWay
from autograder.notebook.cells import check_id, grade_id, role
from autograder.pages.exporter import NOTHING_LOADS, Written, kept_report
from autograder.pages.questions import QuestionParts, question_parts
from autograder.pages.rendering import Piece
from autograder.report.grouping import others_of
from autograder.report.model import ExerciseReport, TestResult, Verdict
from autograder.report.render import SYMBOLS, WORDS, clean, reasons_html, table_html
from autograder.report.worst import worst

# How the page of a notebook that was not graded begins; so it is known again.
REFUSED = '<meta name="description" content="not graded">'
_LONGEST_ANSWER = 8000  # characters of an answer that is shown beside what was wrong
_MOST = 3  # failed checks that are not folded
_POLICY = "; ".join([*NOTHING_LOADS, "style-src 'unsafe-inline'"])
_EXAMPLE = re.compile(r"\b(?:example\b|by hand\b)", re.IGNORECASE)  # how lessons begin one
_LIGHT, _DARK = "default", "github-dark"


@dataclass(frozen=True)
class Heading:
    """What the page says of the submission as a whole, in words.

    `notebook` is the file's name, `title` what the notebook is about. `late` says who was late and what it cost,
    `notices` what else the learner must know, `refused` why there is no score. Each is "" or empty for nothing.
    """

    course: str
    assignment: str
    notebook: str
    title: str
    learner: str
    handed_in: str
    graded: str = ""
    score: str = ""
    late: str = ""
    notices: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class _Part:
    """What the page says of one graded cell. Names of pieces are "" for nothing; `answer`, `lesson` and `place` are
    anchors.

    `more` counts the failed checks that are neither among the first nor named with them. Of a quiz, its questions stand
    in place of checks.
    """

    id: str
    title: str
    state: str
    score: str
    place: str
    answer: str
    code: str
    lesson: str
    comment: str
    reasons: str = ""
    worst: str = ""
    more: int = 0
    checks: str = ""
    summary: str = ""
    ways: tuple[tuple[str, str], ...] = ()
    quiz: QuestionParts | None = None


class LearnerPage:
    """Made in three steps, as the grades come from nbgrader: names for `nb`, then `outline` is given its grades, then
    `html`.

    `nb` is a graded notebook. What of its reports is shown, `policy` says, as `feedback` in course.yml.
    """

    def __init__(self, nb: NotebookNode, policy: str) -> None:
        self._policy = policy
        self._written = Written(policy)
        self._reports: dict[int, ExerciseReport] = {}
        for number, cell in enumerate(nb.cells, start=1):
            report = kept_report(cell.outputs[0]) if role(cell) == "graded" and cell.get("outputs") else None
            if report is not None:
                self._reports[number] = report
                cell.outputs = []  # it stands at the top
        self.outline = self._written.outline(nb)

    def html(self, heading: Heading, ways: Mapping[str, Sequence[RightWay]]) -> str:
        """The page; `ways` are those that this learner may see, by exercise."""
        cells = list(enumerate(self.outline.cells, start=1))
        solutions = {
            grade_id(cell): (number, cell) for number, cell in cells if role(cell) == "solution" and grade_id(cell)
        }
        parts = [self._part(number, cell, solutions, ways) for number, cell in cells if _counts(cell)]
        answered = {part.answer for part in parts}
        comments = {
            number: self._comment(cell)
            for number, cell in cells
            if _place(number) not in answered and cell.metadata.get("nbgrader", {}).get("comment")
        }
        return self._written.filled(
            _template().render(
                heading=heading,
                parts=parts,
                results={part.place: part for part in parts},
                cells=cells,
                place=_place,
                comments=comments,
                policy=_POLICY,
                refused=Markup(REFUSED),
                style=Markup(_style()),
            )
        )

    def _part(
        self,
        number: int,
        cell: NotebookNode,
        solutions: dict[str | None, tuple[int, NotebookNode]],
        ways: Mapping[str, Sequence[RightWay]],
    ) -> _Part:
        mark, report = cell.metadata.nbgrader, self._reports.get(number)
        exercise = str(mark.grade_id).removeprefix(check_id(""))
        at, answer = solutions.get(exercise, (number, cell))
        score, points = float(mark.get("score") or 0), float(mark.get("points") or 0)
        part = _Part(
            id=mark.grade_id,
            title=exercise,
            state="",
            score=f"{_number(score)} of {_number(points)} points",
            place=_place(number),
            answer=_place(at),
            code=self._answer(answer) if answer is not cell else "",
            lesson=self._lesson(at, [one for _, one in solutions.values()]),
            comment=self._comment(answer),
        )
        return part if report is None else self._with_report(part, report, score, ways.get(exercise, ()))

    def _with_report(self, part: _Part, report: ExerciseReport, score: float, ways: Sequence[RightWay]) -> _Part:
        if report.questions:
            return self._of_quiz(part, report, score)
        tests = report.tests
        first = worst(tests, _MOST)
        passed = sum(test.verdict is Verdict.PASSED for test in tests)
        others = others_of(tests)
        named = len(first) + sum(len(others.get(test.name, ())) for test in first)
        # What the worst failures do not show would only puzzle.
        verdict = (
            report.verdict if report.verdict in {test.verdict for test in first} or not first else first[0].verdict
        )
        state = f"{SYMBOLS[verdict]} {WORDS[verdict]}{_by_hand(report, score)}"
        rest = "all passed" if passed == len(tests) else f"{passed} passed, {len(tests) - passed} did not"
        return replace(
            part,
            state=state,
            reasons=self._report(reasons_html(report, self._policy)),
            worst=self._table(report, first, part.lesson) if first else "",
            more=len(tests) - passed - named,
            checks=self._table(report, None, part.lesson),
            summary=f"All {len(tests)} checks: {rest}",
            ways=tuple((clean(way.sentence), self._written.name(Piece("code", way.source))) for way in ways),
        )

    def _of_quiz(self, part: _Part, report: ExerciseReport, score: float) -> _Part:
        parts = question_parts(report, self._policy, self._written.name)
        right, asked = len(parts.right), len(report.questions)
        fault = report.verdict is Verdict.GRADER_ERROR
        words = (
            f"{SYMBOLS[report.verdict]} {WORDS[report.verdict]}" if fault else f"{right} of {asked} questions are right"
        )
        reasons = self._report(reasons_html(report, self._policy))
        return replace(part, state=f"{words}{_by_hand(report, score)}", reasons=reasons, quiz=parts)

    def _table(self, report: ExerciseReport, only: Sequence[TestResult] | None, lesson: str) -> str:
        """The checks; where one speaks of the text, a link leads to the cell that has it."""
        table = table_html(report.tests, self._policy, points=report.points, only=only)
        linked = rf'\1<a href="#{lesson}">the text</a>'
        return self._report(re.sub(r"(\bas in )the text\b", linked, table) if lesson else table)

    def _lesson(self, answer: int, solutions: Sequence[NotebookNode]) -> str:
        """The anchor of the text of the exercise whose answer is that cell: the nearest before it with an example, or
        else the nearest."""
        nearest = ""
        for number in range(answer - 1, 0, -1):
            cell = self.outline.cells[number - 1]
            if any(cell is one for one in solutions):
                break
            if cell.cell_type == "markdown":
                if _EXAMPLE.search(self._written.pieces[cell.source].text):
                    return _place(number)
                nearest = nearest or _place(number)
        return nearest

    def _report(self, html: str) -> str:
        return self._written.name(Piece("report", html)) if html else ""

    def _answer(self, cell: NotebookNode) -> str:
        """The name of the cell's code; "" where it is no code, or so long that it is read further down."""
        short = len(self._written.pieces[cell.source].text) <= _LONGEST_ANSWER
        return str(cell.source) if cell.cell_type == "code" and short else ""

    def _comment(self, cell: NotebookNode) -> str:
        comment = cell.metadata.get("nbgrader", {}).get("comment")
        return self._written.name(Piece("markdown", str(comment))) if comment else ""


def refusal(heading: Heading) -> str:
    """The page of a notebook that could not be graded; `heading.refused` says why."""
    return LearnerPage(NotebookNode(cells=[]), "titles").html(heading, {})


def _counts(cell: NotebookNode) -> bool:
    """Whether nbgrader has a score for the cell, by the grader or by hand."""
    mark = cell.metadata.get("nbgrader", {})
    return bool(mark.get("grade") or mark.get("task"))


def _place(number: int) -> str:
    return f"cell-{number}"


def _by_hand(report: ExerciseReport, score: float) -> str:
    """A remark where somebody has set another score than that of the report."""
    if report.score is None or score == report.score:
        return ""
    return f"; the checks alone gave {_number(report.score)}"


def _number(value: float) -> str:
    return f"{round(value, 2):.10g}"


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("learner.html.j2")


@lru_cache(maxsize=1)
def _style() -> str:
    """The style sheet, with the colours of code for a light and a dark screen."""
    light, dark = (HtmlFormatter(style=name).get_style_defs(".highlight") for name in (_LIGHT, _DARK))
    sheet = Path(__file__).with_name("learner.css").read_text(encoding="utf-8")
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n{sheet}"
