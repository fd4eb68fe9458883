"""A course of small exercises, each `double(X)` under a name of its own, so that each can have one defect."""

from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

PUBLIC = """
import torch
from autograder.checks import assert_close, points

@points(1, "the worked example")
def test_example(student):
    assert_close(student.NAME(torch.tensor([1.0, -2.0])), torch.tensor([2.0, -4.0]), of="NAME(X)")
"""

HIDDEN = """
from autograder.checks import agree, assert_unmodified, gradients, points

@points(2, "values")
def test_values(student, reference, rng):
    agree(student, reference, lambda ns, X: ns.NAME(X), rng.normal(3), of="NAME(X)")

@points(1, "gradients")
def test_gradients(student, reference, rng):
    agree(student, reference, lambda ns, X: gradients(ns.NAME, X), rng.normal(3, requires_grad=True), of="gradient")

@points(1, "X is left alone", requires="test_values")
def test_argument(student, rng):
    assert_unmodified(student.NAME, rng.normal(3), of="NAME(X)")
"""

SOLUTION = "def NAME(X):\n    return X * 2"
RIGHT = '"""A sum."""\n\n\ndef NAME(X):\n    return X + X\n'
EVERY_VALUE = ["test_public::test_example", "test_hidden::test_values", "test_hidden::test_gradients"]


def wrong(body: str, *, hint: str = "A hint of its own.", must_fail: str | None = None) -> str:
    notes = f"HINT = {hint!r}\n" + (f"MUST_FAIL = {must_fail!r}\n" if must_fail else "")
    return f'"""Wrong."""\n\nimport torch\n\n{notes}\n\ndef NAME(X):\n    {body}\n'


HALVED = wrong("return X / 2")
SEVERED = wrong("return X.detach() * 2")
SEVERED_FAILS = ["test_hidden::test_gradients"]

# What the usual tests notice of the generic faults, by their place among EVERY_VALUE and the test of the argument.
_NOTICED = {
    "severed through-numpy": SEVERED_FAILS,
    "always-float32 ends-in-float32 half-inside rounded cached": EVERY_VALUE[1:],
    "always-float64 ends-in-float64": EVERY_VALUE[:1],
    "returns-tuple": EVERY_VALUE[:2],
    "returns-none": EVERY_VALUE,
    "in-place": ["test_hidden::test_argument"],
}
NOTICED = {id: tests for ids, tests in _NOTICED.items() for id in ids.split()}
UNNOTICED = (
    "on-the-cpu refuses-half contiguous-only seeded gradients-left-off default-dtype-left default-device-left".split()
)


def expected(faults: Mapping[str, list[str]] = NOTICED, **fails: list[str]) -> str:
    """`expected.yml`: the tests that each wrong answer fails, and each of the generic `faults`."""
    names = {f"fault_{id}": tests for id, tests in faults.items()} | {
        f"wrong_{id}": tests for id, tests in fails.items()
    }
    return "".join(f"{name}: [{', '.join(map(repr, tests))}]\n" for name, tests in names.items())


def excuses(*ids: str) -> str:
    """`faults.yml`: no test need notice the usual ones, nor `ids`."""
    return "".join(f"{id}: nobody asks for it\n" for id in [*UNNOTICED, *ids])


def write(root: Path, exercises: dict[str, dict[str, str]]) -> Path:
    """Writes a course with one notebook per exercise; `exercises` maps each id to the files that differ from the usual.

    A file's name is `SOLUTION`, or that of a file in the exercise's folder; `NAME` in it becomes the id.
    """
    entries = "".join(f"      - {{id: {id}, notebook: {id}, points: 1}}\n" for id in exercises)
    (root / "course.yml").write_text(
        f"schema: 1\ntitle: Doubling\nassignments:\n  - id: doubling\n    exercises:\n{entries}"
    )
    (root / "solutions" / "doubling").mkdir(parents=True)
    for id, changed in exercises.items():
        files = {"SOLUTION": SOLUTION, "test_public.py": PUBLIC, "test_hidden.py": HIDDEN}
        files |= {"answers/right_sum.py": RIGHT, "answers/wrong_halved.py": HALVED}
        files |= {"expected.yml": expected(halved=EVERY_VALUE), "faults.yml": excuses(), **changed}
        texts = {name: text.replace("NAME", id) for name, text in files.items()}
        nb = new_notebook(cells=cells(texts.pop("SOLUTION"), id))
        nbformat.write(nb, root / "solutions" / "doubling" / f"{id}.ipynb")
        for name, text in texts.items():
            path = root / "graders" / "doubling" / id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return root / "course.yml"


def cells(solution: str, id: str) -> list[nbformat.NotebookNode]:
    """The two cells of an exercise."""
    return [_cell(solution, id, solution=True), _cell("", f"check_{id}", grade=True)]


def _cell(source: str, id: str, *, solution: bool = False, grade: bool = False) -> nbformat.NotebookNode:
    meta = {"grade_id": id, "solution": solution, "grade": grade, "locked": grade, "points": 1, "schema_version": 3}
    return new_code_cell(source, id=id.replace("_", "-"), metadata={"nbgrader": meta})
