"""What a failed check shows under "To see it" can be pasted, for the contract of every exercise and its cases."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from autograder.checks.contract import Contract
from autograder.checks.counterexample import written_out
from autograder.checks.rng import Rng
from autograder.checks.shaping import cast
from autograder.course.layout import CONTRACT
from autograder.course.load import load
from autograder.course.modules import load_module
from autograder.grading.reference import run_answer
from autograder.notebook.cells import read, reference_source

COURSE = load(Path(__file__).parents[2] / "course.yml", check_pieces=False)
EXERCISES = {
    exercise.id: (assignment.solutions / f"{exercise.notebook}.ipynb", exercise.folder / CONTRACT)
    for assignment in COURSE.assignments
    for exercise in assignment.exercises
    if (exercise.folder / CONTRACT).is_file()
}


@cache
def names_of_the_reference(notebook: Path) -> dict[str, Any]:
    return run_answer("reference", reference_source(read(notebook))).namespace


@pytest.mark.parametrize("id", EXERCISES)
def test_the_call_of_a_contract_runs_when_it_is_pasted(id: str) -> None:
    notebook, path = EXERCISES[id]
    contract: Contract = load_module(path).contract
    assert contract.call is not None
    args = cast(contract.drawn(Rng("pasting")), torch.float32)
    code = "\n".join(written_out(contract.call, args, contract.of))
    exec(code, {"torch": torch, "nn": nn, **names_of_the_reference(notebook)})
    assert not code.splitlines()[-1].startswith("#"), code
