"""What explains that answers are alike: the reference, the stub, the known answers, and the text that was handed out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from nbformat import NotebookNode

from autograder.course.model import Assignment, Exercise
from autograder.course.released import released
from autograder.grading.mistakes import read_mistakes
from autograder.notebook.cells import NotebookError, read, reference_source, with_stubs
from autograder.similar.piece import Key
from autograder.similar.work import Unit, keys_of, work_of


def handed_out(assignment: Assignment) -> dict[str, NotebookNode]:
    """The notebooks with exercises as learners got them. Raises NotebookError where one is not there."""
    return {name: released(assignment, name) for name in compared(assignment)}


def compared(assignment: Assignment) -> list[str]:
    """The notebooks with something to write: what a quiz's cells hold is told by its report."""
    return list(dict.fromkeys(exercise.notebook for exercise in assignment.exercises))


def known_keys(assignment: Assignment) -> set[Key]:
    """The pieces that the course's own texts have, right answers and wrong ones included.

    A machine that only grades has no solutions: then what learners got and the known answers that are files are taken
    out.
    """
    found: set[Key] = set()
    for notebook in compared(assignment):
        texts = [nb.cells for nb in _notebooks(assignment, notebook)]
        for cells in texts:
            code = [cell.source for cell in cells if cell.cell_type == "code"]
            found |= keys_of(code, [cell.source for cell in cells if cell.cell_type == "markdown"])
        for exercise in (it for it in assignment.exercises if it.notebook == notebook):
            for source in _answers(assignment, exercise):
                found |= keys_of([source])
    return found


def references(assignment: Assignment) -> dict[Unit, frozenset[Key]]:
    """The pieces of the reference by exercise; none on a machine that has no solutions."""
    solutions = {}
    for notebook in compared(assignment):
        with contextlib.suppress(NotebookError):
            solutions[notebook] = read(assignment.solutions / f"{notebook}.ipynb")
    return dict(work_of("", solutions, handed_out(assignment)).units)


def _notebooks(assignment: Assignment, notebook: str) -> Iterator[NotebookNode]:
    yield released(assignment, notebook)
    try:
        solution = read(assignment.solutions / f"{notebook}.ipynb")
    except NotebookError:
        return
    yield solution
    yield with_stubs(solution)


def _answers(assignment: Assignment, exercise: Exercise) -> Iterator[str]:
    for path in sorted((exercise.folder / "answers").glob("*.py")):
        yield path.read_text(encoding="utf-8")
    try:
        reference = reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb"))
    except NotebookError:
        return
    yield from (mistake.source for mistake in read_mistakes(exercise.folder, reference, ())[0])
