"""Another set of exercises in an assignment that learners have been graded for: the gradebook follows, at the author's
word.

nbgrader refuses to add or remove cells once there are submissions. Here cells and notebooks that are gone leave the
gradebook, new ones are entered for everybody who handed in, and every other grade stays as it is. What was removed is
written to a file first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from nbgrader.api import BaseCell, Comment, Grade, MissingEntry, SubmittedNotebook

from autograder.course.model import Assignment
from autograder.gradebook import entries
from autograder.notebook.cells import NotebookError

REMOVED = "removed-grades.jsonl"


def follow_notebooks(gradebook: Any, assignment: Assignment, *, replace: bool, root: Path) -> dict[str, str]:
    """Has the gradebook hold the assignment's notebooks, where it has been graded. Raises NotebookError.

    Returns the notebooks that have another name now, by the earlier one: all of their grades stay.
    """
    try:
        entry = gradebook.find_assignment(assignment.id)
    except MissingEntry:
        return {}
    entries.complete_cells(gradebook, list(entry.notebooks))
    if replace:
        _remove_lost(gradebook, root, entry)
    held = {notebook.name for notebook in entry.notebooks}
    wanted = {path.stem for path in assignment.solutions.glob("*.ipynb")}
    submissions = list(entry.submissions)
    if not submissions:
        return {}
    renamed = _renamed(assignment, [notebook for notebook in entry.notebooks if notebook.name not in wanted], held)
    if not replace:
        _refuse(assignment, entry, renamed, wanted, len(submissions))
    for notebook in entry.notebooks:
        notebook.name = renamed.get(notebook.name, notebook.name)
    gradebook.db.commit()
    held = {renamed.get(name, name) for name in held}
    for name in sorted(held - wanted):
        notebook = gradebook.find_notebook(name, assignment.id)
        _keep_removed(gradebook, root, (cell.id for cell in notebook._base_cells))
        gradebook.remove_notebook(name, assignment.id)
    for name in sorted(wanted - held):
        notebook = gradebook.add_notebook(name, assignment.id)
        for submission in submissions:
            gradebook.db.add(SubmittedNotebook(notebook=notebook, assignment=submission))
        gradebook.db.commit()
    return renamed


def rename_files(folders: Iterable[Path], renamed: dict[str, str]) -> list[Path]:
    """Gives notebooks in submissions' `folders` the new names; a file that has the new name already stays. The new
    paths."""
    made = []
    for folder in folders:
        for before, now in renamed.items():
            old, new = folder / f"{before}.ipynb", folder / f"{now}.ipynb"
            if not folder.is_symlink() and os.path.lexists(old) and not os.path.lexists(new):
                old.rename(new)
                made.append(new)
    return made


def _renamed(assignment: Assignment, gone: Iterable[Any], held: Collection[str]) -> dict[str, str]:
    """Those of the notebooks that are gone whose graded cells are those of one that is new."""
    new = {frozenset(assignment.points(name)): name for name in assignment.notebooks if name not in held}
    found = {}
    for notebook in gone:
        by_hand = {cell.name for cell in notebook.solution_cells}
        now = new.pop(frozenset(cell.name for cell in notebook.grade_cells if cell.name not in by_hand), None)
        if now is not None:
            found[notebook.name] = now
    return found


def _refuse(assignment: Assignment, entry: Any, renamed: dict[str, str], wanted: set[str], graded: int) -> None:
    """Raises NotebookError where the gradebook has other notebooks, with what there is to do."""
    held = {notebook.name for notebook in entry.notebooks}
    wants = {cell: name for name in assignment.notebooks for cell in assignment.points(name)}
    moved = [
        f"{cell.name} was in {notebook.name}, and is in {wants[cell.name]} now"
        for notebook in entry.notebooks
        for cell in notebook.grade_cells
        if cell.name in wants and wants[cell.name] != renamed.get(notebook.name, notebook.name)
    ]
    if moved:
        raise NotebookError(
            f"{'; '.join(moved)}: the answers of {_learners(graded)} are in the earlier notebook, and would count no more."
            f" Leave it there for this class; `autograder release --replace {assignment.id}` moves it, writes its grades to"
            f" {REMOVED}, and who does not hand in the new notebook has 0 points for it"
        )
    if renamed and held - set(renamed) | set(renamed.values()) == wanted:
        names = ", ".join(f"{before} is {now} now" for before, now in renamed.items())
        raise NotebookError(
            f"{names}, and the gradebook has submissions of {_learners(graded)}; `autograder release --replace"
            f" {assignment.id}` renames it there and in what was handed in: all grades are kept"
        )
    if held != wanted:
        raise NotebookError(
            _instruction(f"{assignment.id} has other notebooks", assignment.id, wanted - held, held - wanted, graded)
        )


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
        f"{what_differs} than the gradebook ({'; '.join(changes)}), which has submissions of"
        f" {_learners(graded)}; `autograder release --replace {assignment}` changes the gradebook as well:"
        f" other grades are kept, those of what is gone are written to {REMOVED}"
    )


def _learners(number: int) -> str:
    return f"{number} learner{'' if number == 1 else 's'}"


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
