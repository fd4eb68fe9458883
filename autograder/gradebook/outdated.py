"""Whether a graded notebook is still the grading of what lies in submitted/, with the points of course.yml.

Grading writes into the notebook which file it was made from. A page made from an older one is no mistake where the
newer cannot be graded; but nobody should give it back without knowing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course.model import Assignment
from autograder.notebook import ordinary
from autograder.notebook.cells import grade_id, role
from autograder.notebook.file import MAX_BYTES

_KEY = "autograder"  # in the metadata of a graded notebook


def mark(nb: NotebookNode, submitted: Path) -> None:
    """Writes into a graded notebook which file it was made from."""
    nb.metadata[_KEY] = {"made_from": _digest(submitted)}


def outdated(
    assignment: Assignment, submitted: Path, graded: Collection[Path], *, told: Collection[str] = ()
) -> str | None:
    """What has changed since the notebooks of one learner were graded, in a few words; None for nothing.

    `submitted` is the folder of the submission. Where there is none any more, the graded notebooks are all that there
    is. Notebooks that are `told` of elsewhere are left aside.
    """
    problem = ordinary.no_folder(submitted) or ""
    if problem.startswith("cannot"):
        return f"its folder in submitted/ {problem}"
    if not os.path.isdir(submitted):
        return None
    by_name = {path.stem: path for path in graded}
    for name in (name for name in assignment.notebooks if name not in told):
        file = submitted / f"{name}.ipynb"
        if name not in by_name:
            if os.path.isfile(file):
                return f"{name}.ipynb was handed in, but not graded"
            continue
        try:
            nb = nbformat.read(by_name[name], as_version=4)  # a file of ours, with all of its metadata
        except Exception:  # noqa: BLE001  nbformat raises what it likes
            continue  # no page can be made of it, which is said
        if is_another(nb, file):
            return f"{name}.ipynb in submitted/ is not the one that was graded"
        if _points(nb) != assignment.points(name):
            return f"the points of {name}.ipynb have changed"
    return None


def is_another(nb: NotebookNode, submitted: Path) -> bool:
    """Whether the graded notebook was made from another file than the one that lies there now."""
    made_from = nb.metadata.get(_KEY, {}).get("made_from")
    return made_from is not None and made_from != _digest(submitted)


def _points(nb: NotebookNode) -> dict[str | None, float]:
    return {grade_id(cell): float(cell.metadata.nbgrader.points) for cell in nb.cells if role(cell) == "graded"}


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(ordinary.read(path, MAX_BYTES + 1, own=ordinary.HANDED_IN)).hexdigest()
    except ordinary.NotOrdinary as problem:
        return str(problem)
