"""The three pieces of an exercise, joined by its id: an entry in course.yml, two notebook cells, a folder."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from autograder.course.layout import CONTRACT, HIDDEN, PUBLIC, exercise_of
from autograder.course.yaml import Problem
from autograder.notebook.cells import NotebookError, check_id, find, grade_id, read, role

if TYPE_CHECKING:
    from autograder.course.model import Course


def relative(root: Path, path: Path) -> str:
    """`path` as messages show it: from the course's folder, with forward slashes."""
    return path.relative_to(root).as_posix()


def missing_of_exercise(root: Path, folder: Path, id: str) -> Iterator[str]:
    """What the exercise's folder lacks, one message each."""
    name = relative(root, folder)
    if not folder.is_dir():
        yield f"{id} has no folder: make {name}/ with {PUBLIC}, {CONTRACT} or {HIDDEN}, and answers/"
        return
    if not (folder / PUBLIC).is_file():
        yield f"{id} has no {PUBLIC}: write {name}/{PUBLIC}"
    if not any((folder / hidden).is_file() for hidden in (CONTRACT, HIDDEN)):
        yield f"{id} has no {HIDDEN}: write {name}/{CONTRACT}, from which the usual tests follow, or {name}/{HIDDEN}"
    if not (folder / "answers").is_dir():
        yield f"{id} has no known answers: make {name}/answers/ with right_*.py and wrong_*.py"


def missing_in_notebook(root: Path, path: Path, id: str, *, solution: bool) -> Iterator[str]:
    """What the solutions notebook at `path` lacks for the exercise, or quiz with `solution` false."""
    name = relative(root, path)
    if not path.is_file():
        yield f"there is no notebook {name}"
        return
    try:
        nb = _read(path, path.stat().st_mtime_ns)
    except NotebookError as error:
        yield f"{name}: {error}"
        return
    if id and solution and not _has(nb, id, "solution"):
        yield f"{name} has no solution cell with the nbgrader id {id}"
    if id and not _has(nb, check_id(id), "graded"):
        yield f"{name} has no graded code cell with the nbgrader id {check_id(id)}"


def strays(course: "Course") -> list[Problem]:
    """Notebooks, graded cells, questions and folders of graders that no entry in course.yml names."""
    entries = {exercise.folder for assignment in course.assignments for exercise in assignment.exercises}
    questions = {quiz.questions for assignment in course.assignments for quiz in assignment.quizzes}
    questions |= {quiz.questions for assignment in course.assignments for quiz in assignment.practice}
    found: list[str] = []
    for folder in sorted(course.layout.graders.glob("*/*/")):
        if folder not in entries and any((folder / hidden).exists() for hidden in (CONTRACT, HIDDEN)):
            place = relative(course.root, folder)
            found.append(
                f"{place}/ has no entry {{id: {exercise_of(folder)}, ...}} in the assignment {folder.parent.name}"
            )
    for path in sorted(course.layout.quizzes.glob("*/*.yml")):
        if path not in questions:
            place = relative(course.root, path)
            found.append(f"{place} has no entry {{id: {path.stem}, ...}} in the assignment {path.parent.name}")
    notebooks = {
        assignment.solutions / f"{name}.ipynb": assignment.points(name)
        for assignment in course.assignments
        for name in assignment.notebooks
    }
    for path in sorted(course.layout.solutions.glob("*/*.ipynb")):
        if path not in notebooks:
            found.append(f"{relative(course.root, path)} has no entry with notebook: {path.stem}")
            continue
        graded = {grade_id(cell) for cell in read(path).cells if role(cell) == "graded"}
        for id in sorted(graded - set(notebooks[path]), key=str):
            found.append(f"{relative(course.root, path)}: its graded cell {id} has no entry")
    return [Problem("course.yml", 1, "assignments", message) for message in found]


def _has(nb: NotebookNode, id: str, wanted: str) -> bool:
    index = find(nb, id)
    return index is not None and nb.cells[index].cell_type == "code" and role(nb.cells[index]) == wanted


@lru_cache(maxsize=64)
def _read(path: Path, _modified: int) -> NotebookNode:
    return read(path)
