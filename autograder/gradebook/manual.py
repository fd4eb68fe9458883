"""After a new grading, only manual grades whose answer has changed wait for another look.

nbgrader asks for a new look at every cell that was graded by hand, whenever it grades. What was graded then lies in
autograded/ until it is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Grade, MissingEntry

from autograder.gradebook.interrupted import MARK
from autograder.notebook.cells import NotebookError, check_id, grade_id, read, role

Cell = tuple[str, str]  # notebook and cell


@dataclass(frozen=True)
class Looked:
    """What the gradebook and autograded/ hold of one learner's cells that were graded by hand: text, and whether it
    waits."""

    answers: dict[Cell, str]
    waiting: dict[Cell, bool]


def looked_at(gradebook: Any, assignment: str, learner: str, graded: Path) -> Looked:
    """What stands before a new grading; `graded` is the learner's folder in autograded/."""
    waiting = {cell: bool(row.needs_manual_grade) for cell, row in _by_hand(gradebook, assignment, learner)}
    # What a killed run has written was never graded: nothing is known then of the answers that were.
    known = bool(waiting) and not (graded / MARK).exists()
    return Looked(_answers(graded) if known else {}, waiting)


def settle(gradebook: Any, assignment: str, learner: str, graded: Path, before: Looked) -> None:
    """After the new grading: what was graded by hand and has the same text waits no more than it did `before`."""
    answers = _answers(graded) if before.waiting else {}
    for cell, row in _by_hand(gradebook, assignment, learner):
        if cell in before.waiting and cell in answers and answers[cell] == before.answers.get(cell):
            row.needs_manual_grade = before.waiting[cell]
    gradebook.db.commit()


def _by_hand(gradebook: Any, assignment: str, learner: str) -> Iterator[tuple[Cell, Grade]]:
    try:
        submission = gradebook.find_submission(assignment, learner)
    except MissingEntry:
        return
    for notebook in submission.notebooks:
        for row in notebook.grades:
            if row.manual_score is not None and row.cell is not None:
                yield (notebook.name, row.cell.name), row


def _answers(folder: Path) -> dict[Cell, str]:
    """The text that each cell with a grade is about."""
    found: dict[Cell, str] = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            nb = read(path)
        except NotebookError:  # whatever it was, it cannot be compared
            continue
        found |= {(path.stem, name): text for name, text in _texts(nb)}
    return found


def _texts(nb: NotebookNode) -> Iterator[tuple[str, str]]:
    sources = {grade_id(cell): (role(cell), str(cell.source)) for cell in nb.cells if grade_id(cell)}
    everything = "\0".join(str(cell.source) for cell in nb.cells)
    solutions = {check_id(name): text for name, (kind, text) in sources.items() if name and kind == "solution"}
    for name, (kind, text) in sources.items():
        if name is not None:
            # A task may be answered in any cell, and so is a check without a solution cell of its name.
            yield name, text if kind == "solution" else solutions.get(name, everything)
