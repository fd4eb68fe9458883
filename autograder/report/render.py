"""Reports for people: HTML for notebooks and feedback pages, text for terminals, JSON for programs.

Much of a report comes from submissions. In HTML all of it is escaped; nowhere does it bring terminal escapes, control
characters or characters that reorder a line.
"""

from __future__ import annotations

import html
import json
import re
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from autograder.report.grouping import others_of
from autograder.report.model import ExerciseReport, Picture, SubmissionReport, TestResult, Verdict
from autograder.report.visible import without_stacks
from autograder.report.worst import follows

LONGEST = 4000  # characters of one message or counterexample
_LINES = 50  # of a message; those after them are one, so that a page has few elements
_AT_A_GLANCE = 800  # characters of a counterexample that needs no folding
_FEW = 5  # checks that fail for the reason of another and are listed without folding
_INDENT = "    "

_OPEN = "○"
# A verdict is told by its symbol and its word; the colour only helps.
SYMBOLS: dict[Verdict, str] = {
    Verdict.PASSED: "✓",
    Verdict.FAILED: "✗",
    Verdict.ERROR: "✗",
    Verdict.MISSING: _OPEN,
    Verdict.TIMEOUT: "⧖",
    Verdict.CRASHED: "✗",
    Verdict.GRADER_ERROR: "!",
}
WORDS: dict[Verdict, str] = {
    Verdict.PASSED: "passed",
    Verdict.FAILED: "failed",
    Verdict.ERROR: "raised an error",
    Verdict.MISSING: "not defined",
    Verdict.TIMEOUT: "took too long",
    Verdict.CRASHED: "crashed",
    Verdict.GRADER_ERROR: "grader's fault",
}
_GREEN, _RED, _AMBER = (
    "var(--jp-success-color1, #388e3c)",
    "var(--jp-error-color1, #d32f2f)",
    "var(--jp-warn-color1, #f57c00)",
)
_TABLE = "border-collapse: collapse; color: inherit; font-size: 13px; margin: 4px 0"
_CELL = "text-align: left; vertical-align: top; padding: 4px 10px; border: none; white-space: normal"
_STATE = f"{_CELL}; white-space: nowrap"

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours and cursor movements
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # window titles, links and other strings
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without terminal escapes, and characters that act on what shows it or cover it; shortened when very long."""
    text = without_stacks(_CONTROLS.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n"))))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n... ({len(text) - LONGEST} more characters)"


@dataclass(frozen=True)
class Line:
    """One line of a plain list: a state by symbol and word, what it is about, and a note."""

    symbol: str
    word: str
    name: str
    note: str


def exercise_html(report: ExerciseReport, feedback: str) -> str:
    """One graded exercise as an HTML fragment; `feedback` is "titles", "hints" or "counterexamples"."""
    head = f"<p><strong>{code_html(report.id)}: {code_html(_score(report))}</strong></p>"
    table = table_html(report.tests, feedback, points=report.points)
    return f"<div>{head}{reasons_html(report, feedback)}{table}</div>"


def reasons_html(report: ExerciseReport, feedback: str) -> str:
    """What is said before any check: a notice, the first cause, the hint and the picture; "" for nothing."""
    notice = "" if report.notice is None else f"<p><strong>Note:</strong> {code_html(report.notice)}.</p>"
    if report.capped is not None:
        notice += f"<p><strong>Note:</strong> {code_html(report.capped)}.</p>"
    hint = ""
    if report.diagnosis is not None and feedback != "titles":
        hint = f"<p><strong>Hint:</strong> {code_html(report.diagnosis.hint)}</p>"
    if report.because is not None:
        hint = f"<p><strong>First cause:</strong> {code_html(report.because)}</p>{hint}"
    picture = "" if report.picture is None or feedback != "counterexamples" else picture_html(report.picture)
    return f"{notice}{hint}{picture}"


def picture_html(picture: Picture) -> str:
    """The picture on a white ground, as a part of the page itself; nothing is loaded from elsewhere."""
    style = "max-width: 100%; height: auto; background: white; margin: 4px 0"
    source = f"data:image/png;base64,{html.escape(picture.png)}"
    return f'<p><img alt="{html.escape(clean(picture.alt))}" style="{style}" src="{source}"></p>'


def exercise_text(report: ExerciseReport, feedback: str) -> str:
    """One graded exercise as plain text; `feedback` as in `exercise_html`."""
    lines = [f"{clean(report.id)}: {_score(report)}"]
    if report.notice is not None:
        lines.append(textwrap.indent(f"Note: {clean(report.notice)}.", _INDENT))
    if report.capped is not None:
        lines.append(textwrap.indent(f"Note: {clean(report.capped)}.", _INDENT))
    if report.because is not None:
        lines.append(textwrap.indent(f"First cause: {clean(report.because)}", _INDENT))
    if report.diagnosis is not None and feedback != "titles":
        lines.append(textwrap.indent(f"Hint: {clean(report.diagnosis.hint)}", _INDENT))
    lines.append(table_text(report.tests, feedback, points=report.points))
    return "\n".join(lines)


def table_html(
    tests: Sequence[TestResult],
    feedback: str,
    *,
    points: float | None = None,
    only: Sequence[TestResult] | None = None,
) -> str:
    """A table with a row for each test, and what each is worth where `points` says what all are worth together.

    With `only` it has these rows, in this order; each stands there with those that fail for its reason.
    """
    heads = ["result", "what was checked", *(["points"] if points is not None else [])]
    head = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in heads)
    worth_of = dict(zip((test.name for test in tests), worths(tests, points), strict=True))
    rows = ""
    gathered = _gathered(tests, feedback)
    if only is not None:
        by_name = {test.name: (test, others) for test, others in gathered}
        gathered = [by_name[test.name] for test in only]
    for test, others in gathered:
        rows += _row(test, feedback, _worth(worth_of[test.name]))
        if others:
            rows += _same_row(others, None if points is None else _worth(*(worth_of[other.name] for other in others)))
    return f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def table_text(tests: Sequence[TestResult], feedback: str, *, points: float | None = None) -> str:
    """The same table as lines of text."""
    width = max((len(_state(test)[1]) for test in tests), default=0)
    worth_of = dict(zip((test.name for test in tests), worths(tests, points), strict=True))
    lines = []
    for test, others in _gathered(tests, feedback):
        worth = _worth(worth_of[test.name])
        value = "" if worth is None else f"  ({worth})"
        symbol, word = _state(test)
        lines.append(f"  {symbol} {word:<{width}}  {clean(test.title)}{value}")
        message, counterexample = _details(test, feedback)
        if message:
            lines.append(textwrap.indent(message, _INDENT * 2))
        if counterexample:
            lines.append(f"{_INDENT * 2}To see it:")
            lines.append(textwrap.indent(counterexample, _INDENT * 3))
        if others:
            worth = None if points is None else _worth(*(worth_of[other.name] for other in others))
            lines.append(f"{_INDENT * 2}{_same(others)}{'' if worth is None else f'  ({worth})'}:")
            lines.extend(f"{_INDENT * 3}{clean(other.title)}" for other in others)
    return "\n".join(lines)


def lines_html(lines: Sequence[Line]) -> str:
    """The lines as a table."""
    rows = "".join(
        f'<tr><td style="{_STATE}">{html.escape(f"{line.symbol} {line.word}")}</td>'
        f'<td style="{_CELL}"><code>{html.escape(clean(line.name))}</code></td>'
        f'<td style="{_CELL}">{code_html(line.note)}</td></tr>'
        for line in lines
    )
    return f'<table style="{_TABLE}"><tbody>{rows}</tbody></table>'


def lines_text(lines: Sequence[Line]) -> str:
    """The same as lines of text, in columns."""
    word = max((len(line.word) for line in lines), default=0)
    name = max((len(line.name) for line in lines), default=0)
    return "\n".join(
        f"  {line.symbol} {line.word:<{word}}  {clean(line.name):<{name}}  {clean(line.note)}".rstrip()
        for line in lines
    )


def write_json(reports: Sequence[SubmissionReport], target: str) -> None:
    """The reports as one JSON list, to the file `target` or, for "-", to standard output and nothing else there."""
    text = json.dumps([report.to_json() for report in reports], indent=2) + "\n"
    if target == "-":
        sys.stdout.write(text)
    else:
        Path(target).write_text(text, encoding="utf-8")


def write_text(reports: Sequence[SubmissionReport], stream: TextIO) -> None:
    """The reports for an instructor's terminal, with everything that was found."""
    text = "\n\n".join([*map(_submission_text, reports), _summary(reports)]) + "\n"
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))


def _submission_text(report: SubmissionReport) -> str:
    name = clean("/".join(filter(None, (report.assignment, report.notebook))))
    name += "" if report.learner is None else f" of {clean(report.learner)}"
    if report.error is not None:
        return f"{name}: not graded\n{textwrap.indent(clean(report.error), _INDENT)}"
    score = "no score" if report.score is None else f"{report.score:g} of {report.points:g} points"
    walls = ", ".join(report.isolation) or "none"
    lines = [f"{name}: {score} (device {report.device}; isolation: {walls})"]
    lines += [textwrap.indent(exercise_text(exercise, "counterexamples"), "  ") for exercise in report.exercises]
    return "\n".join(lines)


def _summary(reports: Sequence[SubmissionReport]) -> str:
    graded = sum(report.score is not None for report in reports)
    text = f"{graded} of {len(reports)} notebook{'' if len(reports) == 1 else 's'} graded"
    return text if graded == len(reports) else f"{text}; the others have no score, see above"


def _score(report: ExerciseReport) -> str:
    if report.score is None:
        return "no score, because the grader failed; this is not the submission's fault"
    return f"{report.score:g} of {report.points:g} points, {WORDS[report.verdict]}"


def _gathered(tests: Sequence[TestResult], feedback: str) -> list[tuple[TestResult, list[TestResult]]]:
    """The tests, each with those that fail for its reason as well, which have no line of their own.

    Where no reason is shown, each has its line.
    """
    if feedback == "titles":
        return [(test, []) for test in tests]
    others = others_of(tests)
    return [(test, others.get(test.name, [])) for test in tests if test.same_as is None]


def _same(others: Sequence[TestResult]) -> str:
    word, one = follows(others[0]), len(others) == 1
    what = f"fail{'s' if one else ''}" if word is None else f"{'is' if one else 'are'} {word}"
    return f"{len(others)} more {what} for the same reason"


def _same_row(others: Sequence[TestResult], worth: str | None) -> str:
    said = f"{_same(others)}:{''.join(f'<br>– {code_html(other.title)}' for other in others)}"
    if len(others) > _FEW:
        said = f"<details><summary>{said.replace(':<br>', '</summary>', 1)}</details>"
    colour = _RED if follows(others[0]) is None else _AMBER
    cells = [
        f'<td style="{_CELL}; border-left: 4px solid {colour}"></td>',
        f'<td style="{_CELL}">{said}</td>',
        *([] if worth is None else [f'<td style="{_CELL}">{worth}</td>']),
    ]
    return f"<tr>{''.join(cells)}</tr>"


def worths(tests: Sequence[TestResult], points: float | None) -> list[tuple[float, float] | None]:
    """What each test earned and could have earned; None for each where `points` does not say what all are worth."""
    total = sum(test.weight for test in tests)
    if points is None or not total:
        return [None] * len(tests)
    shares = [points * test.weight / total for test in tests]
    return [
        (share if test.verdict is Verdict.PASSED else 0.0, share) for test, share in zip(tests, shares, strict=True)
    ]


def _worth(*worths: tuple[float, float] | None) -> str | None:
    known = [worth for worth in worths if worth is not None]
    if not known:
        return None
    return f"{round(sum(earned for earned, _ in known), 2):g}/{round(sum(share for _, share in known), 2):g}"


def _state(test: TestResult) -> tuple[str, str]:
    """Symbol and word for a test; what is held back by another test has not failed itself."""
    word = follows(test)
    return (SYMBOLS[test.verdict], WORDS[test.verdict]) if word is None else (_OPEN, word)


def _row(test: TestResult, feedback: str, worth: str | None) -> str:
    symbol, word = _state(test)
    colour = {SYMBOLS[Verdict.PASSED]: _GREEN, SYMBOLS[Verdict.GRADER_ERROR]: _AMBER, _OPEN: _AMBER}.get(symbol, _RED)
    message, counterexample = _details(test, feedback)
    checked = f"<strong>{code_html(test.title)}</strong>" if message else code_html(test.title)
    if message:
        checked += f"<br>{code_html(message).replace(chr(10), '<br>', _LINES)}"
    if counterexample:
        checked += _example(counterexample)
    cells = [
        f'<td style="{_CELL}; white-space: nowrap; border-left: 4px solid {colour}">{symbol} {word}</td>',
        f'<td style="{_CELL}">{checked}</td>',
    ]
    if worth is not None:
        cells.append(f'<td style="{_CELL}">{worth}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _example(counterexample: str) -> str:
    """The program that shows the fault; a long one is folded."""
    block = "white-space: pre-wrap; background: none; color: inherit; margin: 4px 0"
    program = f'<pre style="{block}">{html.escape(counterexample)}</pre>'
    if len(counterexample) <= _AT_A_GLANCE:
        return f"<br>To see it:{program}"
    return f"<details><summary>To see it (long)</summary>{program}</details>"


def _details(test: TestResult, feedback: str) -> tuple[str, str]:
    """Message and counterexample as far as `feedback` lets a learner see them, "" for none."""
    message = clean(test.words) if feedback in ("hints", "counterexamples") else ""
    counterexample = clean(test.counterexample or "") if feedback == "counterexamples" else ""
    return message.strip("\n"), counterexample.strip("\n")


def code_html(text: str) -> str:
    """Escaped; what stands between backticks on one line becomes code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", html.escape(clean(text)))
