"""Before grading, four common slips each lead to the right idea, in whatever words they are written.

A wrong axis and an axis that is lost (`keepdim`) are known by what they do, a call that is not allowed and an unfinished
stub by what they are.
"""

import linecache
import textwrap
from pathlib import Path

import pytest
import torch
from torch import nn

from autograder.course.load import load
from autograder.learner.check import checked_by
from autograder.notebook.cells import read, reference_source

COURSE = load(Path(__file__).parents[2] / "course.yml", check_pieces=False)
PLACES = {exercise.id: (assignment, exercise) for assignment in COURSE.assignments for exercise in assignment.exercises}


@pytest.fixture
def told(monkeypatch):
    """What `check` tells of an exercise, the hint first, when `source` stands in its cell."""

    def told(id: str, source: str) -> str:
        assignment, exercise = PLACES[id]
        monkeypatch.chdir(assignment.release)
        names: dict[str, object] = {"torch": torch, "nn": nn, "F": nn.functional}
        exec(reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")), names)
        filename = f"/tmp/ipykernel_1/{id}.py"
        text = textwrap.dedent(source)
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        exec(compile(text, filename, "exec", dont_inherit=True), names)
        checked = checked_by(id, names[id], names)
        assert checked is not None
        return "\n".join([checked.hint or "", *(result.words for result in checked.results if result.words)])

    return told


WRONG_AXIS = {
    "softmax": (
        "over the columns of each row",
        "def softmax(X):\n    e = torch.exp(X - X.max())\n    total = e.sum(axis=0)\n    return e / total",
    ),
    "accuracy": (
        "",
        "def accuracy(y_hat, y):\n    if y_hat.dim() == 2 and y_hat.size(1) > 1:\n        y_hat = torch.max(y_hat, 0)[1]\n    return float(torch.eq(y_hat.flatten(), y.flatten()).sum())",
    ),
}
