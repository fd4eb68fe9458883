"""`similar`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands.grading import progress_bar
from autograder.commands.usage import UsageError, known_names
from autograder.course.load import load

if TYPE_CHECKING:  # else each command would load what only this one needs
    from autograder.similar.findings import Findings

_MOST_LINES = 20


def add_similar(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "similar",
        help="show whose work is more alike than the exercises explain",
        description="Compares what was handed in and writes similar/ASSIGNMENT.html: pairs of learners who share what few "
        "others have, side by side. It asks a question and gives no verdict. Nothing of the submissions is run.",
    )
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.add_argument(
        "--json", metavar="FILE", help="also write the pairs as JSON to FILE, or to standard output (-)"
    )
    command.set_defaults(run=_similar)


def _similar(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    known_names([arguments.assignment], [a.id for a in course.assignments], "assignment")
    from autograder.notebook.cells import NotebookError
    from autograder.report.render import clean
    from autograder.similar.findings import find, to_json
    from autograder.similar.page import page

    try:
        with progress_bar(f"similar {arguments.assignment}") as advance:
            findings = find(course, course.assignment(arguments.assignment), advance)
    except NotebookError as error:
        raise UsageError(str(error)) from None
    place = course.root / "similar" / f"{arguments.assignment}.html"
    text = json.dumps(to_json(findings), indent=1) + "\n"
    try:
        place.parent.mkdir(exist_ok=True)
        place.write_text(page(findings), encoding="utf-8")
        if arguments.json not in (None, "-"):
            Path(arguments.json).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written ({error.strerror})") from None
    print(
        text if arguments.json == "-" else f"{clean(_told(findings))}\nThe page: {place}",
        end="\n"[arguments.json == "-" :],
    )
    for note in findings.notes:
        print(clean(note), file=sys.stderr)
    return 3 if findings.notes else 0


def _told(findings: Findings) -> str:
    """What a terminal shows."""
    from autograder.course.learner_id import shown
    from autograder.similar.findings import summary

    pairs = findings.comparison.pairs
    lines = [f"{len(findings.works)} learners compared; pairs more alike than the exercises explain: {len(pairs)}"]
    for pair in pairs[:_MOST_LINES]:
        first, second = map(shown, findings.learners(pair))
        lines.append(f"  {first} and {second}: {summary(pair)}")
    if len(pairs) > _MOST_LINES:
        lines.append(f"  ... and {len(pairs) - _MOST_LINES} more, on the page")
    lines += [
        f"  {shown(learner)} answered {quiz} with the numbers of {shown(whose)}"
        for learner, quiz, whose in findings.numbers
    ]
    lines += [
        f"  {shown(it.learner)}: wrong answers in {it.quiz} are right with the numbers of {shown(it.whose)}: {', '.join(it.questions)}"
        for it in findings.fits
    ]
    if pairs or findings.fits:
        lines.append("These are questions, no verdicts: read both sides, and ask both learners.")
    if not findings.reports:
        lines.append(
            f"No reports are kept, so mistakes were not compared: run `autograder autograde {findings.assignment}` first."
        )
    elif findings.waiting:
        lines.append(
            f"Reports are kept of {findings.reports} of {len(findings.works)} learners; mistakes of the others, and whose numbers"
            f" their quizzes have, were not compared: run `autograder autograde {findings.assignment}`, then this again."
        )
    return "\n".join(lines)
