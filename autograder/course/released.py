"""Notebooks as they are handed out: made from those in solutions/, and read again when grading."""

from functools import lru_cache
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.model import Assignment
from autograder.notebook.cells import NotebookError, grade_id, read, role

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def prepare(nb: NotebookNode, assignment: Assignment, notebook: str) -> NotebookNode:
    """Give a solutions notebook the points of course.yml, and metadata that do not change from run to run.

    Raises NotebookError for a graded cell that course.yml does not know. Changes `nb` and returns it.
    """
    points = assignment.points(notebook)
    nb.metadata = NotebookNode(kernelspec=NotebookNode(KERNELSPEC), language_info=NotebookNode(name="python"))
    for cell in nb.cells:
        name = grade_id(cell)
        # Tags, collapsed states and execution times are the author's, not the learner's.
        cell.metadata = NotebookNode(nbgrader=cell.metadata.nbgrader) if name else NotebookNode()
        if role(cell) == "graded":
            if name not in points:
                raise NotebookError(
                    f"{assignment.id}/{notebook}: course.yml has no entry for the graded cell {name};"
                    f" add one under {assignment.id}, or remove the cell"
                )
            cell.metadata.nbgrader.points = points[name]
    return nb


def released(assignment: Assignment, notebook: str) -> NotebookNode:
    """The notebook as it was handed out. Raises NotebookError where it is missing or its points are not course.yml's."""
    path = assignment.release / f"{notebook}.ipynb"
    remedy = f"run `autograder release {assignment.id}`"
    if not path.is_file():
        raise NotebookError(f"{assignment.id}/{notebook} was never released; {remedy}")
    nb = _read(path, path.stat().st_mtime_ns)
    points = {grade_id(cell): float(cell.metadata.nbgrader.points) for cell in nb.cells if role(cell) == "graded"}
    if points != assignment.points(notebook):
        raise NotebookError(f"{assignment.id}/{notebook}: the release's points are not those of course.yml; {remedy}")
    return nb


@lru_cache(maxsize=64)
def _read(path: Path, _modified: int) -> NotebookNode:
    return read(path)
