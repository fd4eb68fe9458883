"""Another set of exercises in an assignment that learners have been graded for: the gradebook follows, at the author's word.

nbgrader refuses to add or remove cells once there are submissions. Here cells and notebooks that are gone leave the
gradebook, new ones are entered for everybody who handed in, and every other grade stays as it is. What was removed is
written to a file first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.api import BaseCell, Comment, Grade, MissingEntry, SubmittedNotebook

from autograder.course.model import Assignment
from autograder.gradebook import entries
from autograder.notebook.cells import NotebookError

REMOVED = "removed-grades.jsonl"


def follow_notebooks(gradebook: Any, assignment: Assignment, *, replace: bool, root: Path) -> None:
    """Has the gradebook hold the assignment's notebooks, where it has been graded. Raises NotebookError."""
    try:
        entry = gradebook.find_assignment(assignment.id)
    except MissingEntry:
        return
    entries.complete_cells(gradebook, list(entry.notebooks))
    if replace:
        _remove_lost(gradebook, root, entry)
    held = {notebook.name for notebook in entry.notebooks}
    wanted = {path.stem for path in assignment.solutions.glob("*.ipynb")}
    submissions = list(entry.submissions)
    if held == wanted or not submissions:
        return
    if not replace:
        raise NotebookError(
            _instruction(
                f"{assignment.id} has other notebooks", assignment.id, wanted - held, held - wanted, len(submissions)
            )
        )
    for name in sorted(held - wanted):
        notebook = gradebook.find_notebook(name, assignment.id)
        _keep_removed(gradebook, root, (cell.id for cell in notebook._base_cells))
        gradebook.remove_notebook(name, assignment.id)
    for name in sorted(wanted - held):
        notebook = gradebook.add_notebook(name, assignment.id)
        for submission in submissions:
            gradebook.db.add(SubmittedNotebook(notebook=notebook, assignment=submission))
        gradebook.db.commit()


def follow_cells(
    gradebook: Any, place: tuple[str, str], new: dict[str, dict[str, Any]], *, replace: bool, root: Path
) -> None:
    """The same for one notebook; `place` is (assignment, notebook).

    `new` are its cells by kind, grade, solution, task and source: for each name, what nbgrader's `SaveCells` has found.
    """
    assignment, name = place
    try:
        notebook = gradebook.find_notebook(name, assignment)
    except MissingEntry:
        return
    submissions = list(notebook.submissions)
    held = {kind: {cell.name: cell for cell in getattr(notebook, f"{kind}_cells")} for kind in new}
    added = {kind: sorted(new[kind].keys() - held[kind].keys()) for kind in new}
    gone = {kind: [held[kind][cell] for cell in sorted(held[kind].keys() - new[kind].keys())] for kind in new}
    if not submissions or not any((*added.values(), *gone.values())):
        return
    # No grade hangs on the text of a cell: one that was lost, or is read only, is entered without a question.
    only_texts = not any(gone.values()) and not any(names for kind, names in added.items() if kind != "source")
    if not replace and not only_texts:
        names = {cell.name for cells in gone.values() for cell in cells}
        raise NotebookError(
            _instruction(
                f"{assignment}/{name} has other cells",
                assignment,
                set().union(*added.values()),
                names,
                len(submissions),
            )
        )
    _keep_removed(gradebook, root, (cell.id for kind in gone for cell in gone[kind] if kind != "source"))
    for kind, cells in gone.items():
        for cell in cells:
            if kind != "source":
                for row in (Grade, Comment):
                    gradebook.db.query(row).filter(row.cell_id == cell.id).delete()
            gradebook.db.delete(cell)
    gradebook.db.commit()
    for kind, names_added in added.items():
        for cell_name in names_added:
            add = getattr(gradebook, f"add_{kind}_cell")
            _enter(gradebook, kind, add(cell_name, name, assignment, **new[kind][cell_name]), submissions)


def _enter(gradebook: Any, kind: str, cell: Any, submissions: Iterable[Any]) -> None:
    """What nbgrader makes for each cell when a learner hands in."""
    for submission in submissions:
        if kind in ("grade", "task"):
            gradebook.db.add(Grade(cell_id=cell.id, notebook=submission))
        if kind in ("solution", "task"):
            gradebook.db.add(Comment(cell_id=cell.id, notebook=submission))
    gradebook.db.commit()


def _instruction(what_differs: str, assignment: str, added: set[str], removed: set[str], graded: int) -> str:
    changes = [f"{what}: {', '.join(sorted(names))}" for what, names in (("new", added), ("gone", removed)) if names]
    return (
        f"{what_differs} than the gradebook ({'; '.join(changes)}), which has submissions of {graded}"
        f" learner{'' if graded == 1 else 's'}; `autograder release --replace {assignment}` changes the gradebook as well:"
        f" other grades are kept, those of what is gone are written to {REMOVED}"
    )


def _keep_removed(gradebook: Any, root: Path, cells: Iterable[str]) -> None:
    """Appends what the gradebook holds of the cells with these ids, one line of JSON for each learner and cell."""
    lines = []
    for id in cells:
        cell = gradebook.db.get(BaseCell, id)
        for kind in (Grade, Comment):
            for row in gradebook.db.query(kind).filter(kind.cell_id == id):
                lines += _line(cell, row, _values(row))
    _keep(root, lines)


def _remove_lost(gradebook: Any, root: Path, entry: Any) -> None:
    """The same of grades and comments whose cells somebody has deleted, so that nobody knows any more which they were."""
    lines = []
    for submission in entry.submissions:
        for notebook in submission.notebooks:
            for row in [*notebook.grades, *notebook.comments]:
                if row.cell is None:
                    lines += _line(None, row, _values(row))
                    gradebook.db.delete(row)
    gradebook.db.commit()
    _keep(root, lines)


def _values(row: Any) -> dict[str, Any]:
    if isinstance(row, Comment):
        return {"comment": row.manual_comment}
    return {"score": row.auto_score, "manual_score": row.manual_score, "extra_credit": row.extra_credit}


def _keep(root: Path, lines: list[str]) -> None:
    if lines:
        with (root / REMOVED).open("a", encoding="utf-8") as file:
            file.writelines(lines)


def _line(cell: Any, row: Any, values: dict[str, Any]) -> list[str]:
    given = {key: value for key, value in values.items() if value is not None}
    submission = row.notebook.assignment
    whose = {
        "assignment": submission.assignment.name,
        "notebook": row.notebook.notebook and row.notebook.notebook.name,
        "cell": None if cell is None else cell.name,
        "learner": submission.student_id,
    }
    return [json.dumps({**whose, **given}, ensure_ascii=False) + "\n"] if given else []
