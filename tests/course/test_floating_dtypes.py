"""What graders ask of float16 and bfloat16 stands in the contracts of their notebooks."""

from collections import defaultdict
from pathlib import Path

import nbformat
import pytest

from autograder.checks.hidden import hidden_tests
from autograder.course.load import load

ROOT = Path(__file__).parents[2]
SIXTEEN_BITS = {"test_half", "test_sixteen_bits"}


def asked_in() -> dict[Path, list[str]]:
    """The exercises that are tested with 16-bit formats, by their notebooks."""
    found = defaultdict(list)
    for assignment in load(ROOT / "course.yml").assignments:
        for exercise in assignment.exercises:
            if SIXTEEN_BITS & {test.name for test in hidden_tests(exercise.folder)}:
                notebook = ROOT / "solutions" / assignment.id / f"{exercise.notebook}.ipynb"
                found[notebook].append(exercise.id)
    return found


ASKED_IN = asked_in()


def test_some_exercises_are_tested_with_sixteen_bits() -> None:
    assert {"corr2d", "gru_cell"} <= {exercise for exercises in ASKED_IN.values() for exercise in exercises}


@pytest.mark.parametrize("notebook", ASKED_IN, ids=lambda path: path.stem)
def test_the_notebook_says_so_in_the_contract_of_each(notebook: Path) -> None:
    cells = nbformat.read(notebook, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    said = [line for line in text.splitlines() if "float16" in line and "bfloat16" in line]
    assert len(said) == len(ASKED_IN[notebook])
