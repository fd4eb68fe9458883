"""A new exercise takes one entry, one notebook and one folder, as CONTRIBUTING.md says, and nothing else."""

import warnings
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder import demo
from autograder.course.load import load
from autograder.course.model import CourseError
from autograder.gradebook.release import release
from autograder.grading.batch import grade_files
from autograder.proof.selftest import selftest

ROOT = Path(__file__).resolve().parents[2]

ENTRY = """
  - id: extras
    exercises:
      - {id: ramp, notebook: ramp, points: 4}
"""
SOLUTION = """def ramp(X):
    \"\"\"max(x, 0) for every element of X.\"\"\"
    ### BEGIN SOLUTION
    return torch.clamp(X, min=0)
    ### END SOLUTION
"""
HIDDEN = """
from autograder.checks import agree, gradients, points
from autograder.checks.inputs import tensors

small = tensors(2).map(lambda X: (X,))


@points(2, "negative elements become zero, the others stay")
def test_values(student, reference, rng):
    agree(student, reference, lambda ns, X: ns.ramp(X), rng.normal(4, 7), of="ramp(X)", search=small)


@points(1, "the gradient is one where X is positive, else zero")
def test_gradient(student, reference, rng):
    agree(student, reference, lambda ns, X: gradients(ns.ramp, X), rng.normal(4, 7, requires_grad=True))
"""
PUBLIC = """
import torch

from autograder.checks import assert_close, points


@points(1, "the example of the text")
def test_example(student):
    assert_close(student.ramp(torch.tensor([-1.0, 2.0])), torch.tensor([0.0, 2.0]), of="ramp(X)")
"""
RIGHT = '"""By hand."""\n\n\ndef ramp(X):\n    return X * (X > 0)\n'
WRONG = '''"""The absolute value."""

HINT = "This is the absolute value: negative elements should become zero."
MUST_FAIL = "test_hidden::test_values"


def ramp(X):
    return X.abs()
'''
UNNOTICED = "on-the-cpu refuses-half contiguous-only seeded gradients-left-off default-dtype-left default-device-left"
EXCUSES = "".join(f"{fault}: a small example\n" for fault in UNNOTICED.split())


def add_entry(folder):
    with (folder / "course.yml").open("a") as file:
        file.write(ENTRY)


def add_notebook(folder):
    def cell(source, **nbgrader):
        made = new_code_cell(source, id=nbgrader["grade_id"].replace("_", "-"))
        made.metadata["nbgrader"] = {"schema_version": 3, "cell_type": "code", **nbgrader}
        return made

    nb = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    nb.cells = [
        new_markdown_cell("# The ramp", id="title"),
        new_code_cell("import torch\nfrom autograder import check", id="imports"),
        cell(SOLUTION, grade_id="ramp", solution=True, grade=False, locked=False),
        cell("check(ramp)", grade_id="check_ramp", solution=False, grade=True, locked=True, points=4),
    ]
    path = folder / "solutions" / "extras" / "ramp.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(nb, path)


def add_folder(folder):
    place = folder / "graders" / "extras" / "ramp"
    (place / "answers").mkdir(parents=True)
    files = {"test_hidden.py": HIDDEN, "test_public.py": PUBLIC, "faults.yml": EXCUSES}
    files |= {"answers/right_product.py": RIGHT, "answers/wrong_absolute.py": WRONG}
    for name, text in files.items():
        (place / name).write_text(text)


PIECES = {"entry": add_entry, "notebook": add_notebook, "folder": add_folder}


@pytest.fixture
def folder(tmp_path):
    demo.lay_out(ROOT, tmp_path / "course")
    return tmp_path / "course"


def test_three_places_make_an_exercise_that_is_released_graded_and_proven(folder):
    for add in PIECES.values():
        add(folder)
    course = load(folder / "course.yml")
    with warnings.catch_warnings():  # nbgrader's own
        warnings.simplefilter("ignore")
        release(course, ["extras"])
    released = course.assignment("extras").release / "ramp.ipynb"
    assert "clamp" not in released.read_text()
    stub, solved = grade_files(course, [released, folder / "solutions" / "extras" / "ramp.ipynb"], jobs=1)
    assert (stub.score, solved.score, solved.points) == (0, 4, 4)
    assert "wrong_absolute is not in expected.yml" in selftest(course, ["ramp"], jobs=1).text
    proof = selftest(course, ["ramp"], jobs=1, accept=True)
    assert proof.proven, proof.text


@pytest.mark.parametrize("missing", ["notebook", "folder"])
def test_the_missing_piece_is_named(folder, missing):
    for name, add in PIECES.items():
        if name != missing:
            add(folder)
    with pytest.raises(CourseError) as caught:
        load(folder / "course.yml")
    assert "ramp" in str(caught.value)
    assert {"notebook": "ramp.ipynb", "folder": "graders/extras/ramp"}[missing] in str(caught.value)
