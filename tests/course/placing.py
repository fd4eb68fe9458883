"""Where an exercise's stages say that its known answers first differ from the reference."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat

from autograder.checks.stages import first_place
from autograder.course.modules import load_module
from autograder.grading.answers import load_answers
from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source
from autograder.remote.executor import Executor
from autograder.remote.student import Student

ROOT = Path(__file__).parents[2]


def folder_of(exercise: str) -> Path:
    return next((ROOT / "graders").glob(f"*/{exercise}"))


def sibling(exercise: str, name: str) -> Any:
    """A module of an exercise's folder."""
    return load_module(folder_of(exercise) / f"{name}.py")


def reference(notebook: str) -> SimpleNamespace:
    """The namespace of the reference in `solutions/<notebook>.ipynb`."""
    return run_answer("reference", reference_text(notebook)).as_reference()


def reference_text(notebook: str) -> str:
    return reference_source(nbformat.read(ROOT / "solutions" / f"{notebook}.ipynb", as_version=4))


def student(source: str) -> Student:
    return Student(Executor(run_answer("submission", source).namespace), source)


def places(exercise: str, notebook: str, place: Callable[..., str | None]) -> dict[str, str]:
    """The place of every known answer that is given one, by the answer's file name."""
    right = reference(notebook)
    folder = folder_of(exercise)
    answers = load_answers(folder, reference_text(notebook))
    found = {answer.name: first_place(place, student(answer.source), right) for answer in answers}
    return {name: text for name, text in found.items() if text is not None}


def by_name(table: dict[str, str]) -> dict[str, str]:
    """{place: "name name ..."} the other way round."""
    return {f"wrong_{name}": place for place, names in table.items() for name in names.split()}
