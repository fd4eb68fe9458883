"""`autograder new exercise ID`: everything that an exercise consists of, with a mark at each place that waits for its
author."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course.beginnings import HINTS, KINDS, MISTAKES, PROSE, PUBLIC_TEST, RIGHT, TO_DO
from autograder.course.entry import with_assignment, with_entry
from autograder.course.layout import CLASS, CONTRACT
from autograder.course.model import Course
from autograder.course.yaml import did_you_mean
from autograder.notebook.cells import NotebookError, check_id, grade_id
from autograder.notebook.file import read

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]*")
_PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}


class NotMade(Exception):
    """The exercise cannot be made; the message says why."""


@dataclass(frozen=True)
class Wanted:
    """What was asked for; `kind` is one of KINDS. `begins` says that the assignment is to be a new one, the last of the
    course."""

    id: str
    assignment: str
    notebook: str
    kind: str = "function"
    begins: bool = False


def new_exercise(course: Course, wanted: Wanted) -> str:
    """Writes the exercise's files, notebook cells and entry; returns what to do next. Raises NotMade, and OSError.

    Everything is looked at before anything is written.
    """
    _refuse_assignment(course, wanted)
    _refuse_names(course, wanted)
    path = course.layout.solutions / wanted.assignment / f"{wanted.notebook}.ipynb"
    nb = _with_cells(_notebook(path), wanted)
    folder = _folder(course.layout.grader(wanted.assignment, wanted.id), wanted)
    if folder.exists():
        raise NotMade(f"{folder.relative_to(course.root)} is there already")
    text = course.layout.course_file.read_text(encoding="utf-8")
    entry = f"{{id: {wanted.id}, notebook: {wanted.notebook}, points: 10}}"
    text = (with_assignment if wanted.begins else with_entry)(text, wanted.assignment, entry)
    place = path.relative_to(course.root).as_posix()
    for name, content in _files(wanted, place).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)
    course.layout.course_file.write_text(text, encoding="utf-8")
    return _next_steps(wanted, place, folder.relative_to(course.root).as_posix())


def _folder(folder: Path, wanted: Wanted) -> Path:
    """A folder whose name differs from those beside it by more than the case of its letters, as some disks need it."""
    alike = [path.name for path in folder.parent.glob("*") if path.name.casefold() == folder.name.casefold()]
    if alike in ([], [folder.name]):
        return folder
    if not wanted.id[0].isupper():
        raise NotMade(
            f"many disks take {folder.name} and {alike[0]} for one name: rename that folder to {alike[0]}{CLASS}"
        )
    return folder.with_name(f"{wanted.id}{CLASS}")


def _refuse_assignment(course: Course, wanted: Wanted) -> None:
    name, known = wanted.assignment, [assignment.id for assignment in course.assignments]
    if not wanted.begins:
        if name not in known:
            raise NotMade(
                f"course.yml has no assignment {name}{did_you_mean(name, known)}; --new-assignment begins one"
            )
        return
    if not _NAME.fullmatch(name):
        raise NotMade(f"an assignment's name may have letters, digits, - and _ only, not {name!r}")
    for other in known:
        if other.casefold() == name.casefold():
            raise NotMade(f"the assignment {other} is there already; leave --new-assignment out, or use another name")


def _refuse_names(course: Course, wanted: Wanted) -> None:
    if not wanted.id.isidentifier() or keyword.iskeyword(wanted.id) or not wanted.id.isascii():
        raise NotMade(f"an exercise is called like its function or class; {wanted.id!r} cannot be a name in Python")
    if not _NAME.fullmatch(wanted.notebook):
        raise NotMade(f"a notebook's name may have letters, digits, - and _ only, not {wanted.notebook!r}")
    for assignment in course.assignments:
        taken = [exercise.id for exercise in assignment.exercises] + [quiz.id for quiz in assignment.quizzes]
        taken += [quiz.id for quiz in assignment.practice]
        if wanted.id in taken:
            raise NotMade(f"{wanted.id} is there already, in {assignment.id}")
        if wanted.notebook in assignment.notebooks and assignment.id != wanted.assignment:
            raise NotMade(f"the notebook {wanted.notebook} belongs to {assignment.id}; use another name")


def _notebook(path: Path) -> NotebookNode:
    if path.exists():
        try:
            read(path)
        except NotebookError as error:
            raise NotMade(f"{path.name} is no notebook that can be used: {error}") from None
        found: NotebookNode = nbformat.read(path, as_version=4)
        return found
    cells = [
        new_markdown_cell(f"# {path.stem}\n\n{TO_DO} what this lesson is about.", id="title"),
        new_code_cell("import torch\nfrom torch import nn\n\nfrom autograder import check", id="imports"),
    ]
    made: NotebookNode = new_notebook(cells=cells, metadata=_PYTHON)
    return made


def _with_cells(nb: NotebookNode, wanted: Wanted) -> NotebookNode:
    taken = {grade_id(cell) for cell in nb.cells} & {wanted.id, check_id(wanted.id)}
    if taken:
        raise NotMade(f"{wanted.notebook}.ipynb has a cell with the nbgrader id {min(map(str, taken))} already")
    solution = KINDS[wanted.kind].solution.replace("NAME", wanted.id).rstrip("\n")
    nb.cells += [
        new_markdown_cell(PROSE.replace("NAME", wanted.id).rstrip("\n")),
        _cell(solution, wanted.id, solution=True),
        _cell(f"check({wanted.id})", check_id(wanted.id), grade=True),
    ]
    return nb


def _cell(source: str, id: str, *, solution: bool = False, grade: bool = False) -> NotebookNode:
    meta = {"grade_id": id, "solution": solution, "grade": grade, "locked": grade, "task": False, "schema_version": 3}
    if grade:
        meta["points"] = 10
    made: NotebookNode = new_code_cell(source, metadata={"nbgrader": meta})
    return made


def _files(wanted: Wanted, place: str) -> dict[str, str]:
    beginning = KINDS[wanted.kind]
    files = {
        "test_public.py": PUBLIC_TEST,
        CONTRACT: beginning.contract,
        "answers/right_another_way.py": RIGHT,
        "mistakes.yml": MISTAKES,
        "hints.yml": HINTS,
    }
    return {name: text.replace("NAME", wanted.id).replace("PLACE", place) for name, text in files.items()}


def _next_steps(wanted: Wanted, place: str, folder: str) -> str:
    return f"""\
{wanted.id} begins in {place} and {folder}/. Each place that waits for you is marked {TO_DO}

    autograder selftest {wanted.id}             # names what is still missing
    autograder selftest --accept {wanted.id}    # then: records which tests the wrong answers fail
    autograder release {wanted.assignment}
"""
