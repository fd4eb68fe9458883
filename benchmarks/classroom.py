"""A class of learners with right and wrong answers, and copies of a course to grade it in.

All exercises are put into one assignment, so that one command grades all that a learner has handed in.
"""

from __future__ import annotations

import ast
import functools
import json
import random
import shutil
import subprocess
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from nbformat import NotebookNode

from autograder.course.load import load
from autograder.course.model import Course, Exercise
from autograder.demo import lay_out
from autograder.gradebook.release import release
from autograder.grading.answers import NOTES, KnownAnswer, load_answers
from autograder.notebook.cells import check_id, grade_id, read, reference_source, role

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "class"

# Those whose figures README.md compares from one version to the next.
EIGHT = (
    "softmax",
    "dropout_layer",
    "corr2d",
    "batch_norm",
    "gru_cell",
    "lstm_cell",
    "masked_softmax",
    "adam",
)

_STOCK_CONFIG = """\
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
c.Execute.timeout = 300  # for machines that are slow or busy: no answer of the class goes on for ever
"""
_STOCK_CHECK = """\
### BEGIN HIDDEN TESTS
from benchmarks.stock import grade
grade({exercise!r}, {points!r}, {folder!r}, {reference!r})
### END HIDDEN TESTS"""


@dataclass(frozen=True)
class Answer:
    """What a learner wrote into the solution cell; `name` is the known answer's, `wrong_axis` for one."""

    name: str
    source: str


def notebooks() -> dict[str, str]:
    """The notebook of each exercise of the course. It is one submission, which gets one answer: see `_alone`."""
    every = [exercise for assignment in load(ROOT / "course.yml").assignments for exercise in assignment.exercises]
    return {exercise.id: exercise.notebook for exercise in every}


def answers_of(learner: str, exercises: Sequence[str], kinds: Sequence[str] = ("right", "wrong")) -> dict[str, Answer]:
    """One answer for each exercise, those of all `kinds` alike often; the same in every run."""
    return {exercise: _answer(random.Random(f"{learner}/{exercise}"), exercise, kinds) for exercise in exercises}


def _answer(chance: random.Random, exercise: str, kinds: Sequence[str]) -> Answer:
    kind = chance.choice(kinds)
    answer = chance.choice([answer for answer in _known_answers(exercise) if answer.kind == kind])
    tree = ast.parse(answer.source)
    tree.body = [statement for statement in tree.body if not _is_about_the_answer(statement)]
    return Answer(answer.name, ast.unparse(tree))


@functools.cache
def _known_answers(exercise: str) -> tuple[KnownAnswer, ...]:
    for assignment in load(ROOT / "course.yml", check_pieces=False).assignments:
        for entry in assignment.exercises:
            if entry.id == exercise:
                notebook = read(assignment.solutions / f"{entry.notebook}.ipynb")
                return load_answers(entry.folder, reference_source(notebook))
    raise KeyError(exercise)


def _is_about_the_answer(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id in NOTES for target in statement.targets)
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def our_course(folder: Path, exercises: Sequence[str]) -> Course:
    """The course, released, with its exercises in one assignment and no quizzes."""
    lay_out(ROOT, folder)
    course = load(folder / "course.yml", check_pieces=False)
    chosen = [e for assignment in course.assignments for e in assignment.exercises if e.id in exercises]
    for kind in ("solutions", "graders"):
        (folder / f"all-{kind}" / kind).parent.mkdir()
        shutil.move(folder / kind, folder / f"all-{kind}" / kind)
        (folder / kind / ASSIGNMENT).mkdir(parents=True)
    for exercise in chosen:
        (path,) = (folder / "all-solutions").rglob(f"{exercise.notebook}.ipynb")
        alone = json.dumps(_alone(read(path), exercise.id))
        (folder / "solutions" / ASSIGNMENT / path.name).write_text(alone, encoding="utf-8")
        (path,) = (folder / "all-graders").glob(f"graders/*/{exercise.folder.name}")
        shutil.copytree(path, folder / "graders" / ASSIGNMENT / exercise.folder.name)
    data: dict[str, Any] = yaml.safe_load((folder / "course.yml").read_text(encoding="utf-8"))
    entries = [{"id": e.id, "notebook": e.notebook, "points": e.points} for e in chosen]
    data["assignments"] = [{"id": ASSIGNMENT, "exercises": entries}]
    (folder / "course.yml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    course = load(folder / "course.yml", check_pieces=False)
    with warnings.catch_warnings():  # nbgrader's own, about its use of SQLAlchemy
        warnings.simplefilter("ignore")
        release(course)
    return course


def _alone(nb: NotebookNode, exercise: str) -> NotebookNode:
    """The notebook with this exercise alone: the others' checks are left out, their solutions become examples."""
    kept = (exercise, check_id(exercise))
    nb.cells = [cell for cell in nb.cells if role(cell) != "graded" or grade_id(cell) in kept]
    for cell in nb.cells:
        if role(cell) == "solution" and grade_id(cell) not in kept:
            cell.source = "\n".join(line for line in cell.source.splitlines() if not line.strip().startswith("### "))
            del cell.metadata["nbgrader"]
    return nb


def stock_course(folder: Path, ours: Course, environment: Mapping[str, str]) -> None:
    """The same notebooks for an nbgrader without any of our preprocessors: graded cells hold their tests."""
    assignment = ours.assignment(ASSIGNMENT)
    place = folder / "solutions" / ASSIGNMENT
    place.mkdir(parents=True)
    (folder / "references").mkdir()
    (folder / "nbgrader_config.py").write_text(_STOCK_CONFIG, encoding="utf-8")
    for exercise in assignment.exercises:
        reference = folder / "references" / f"{exercise.id}.py"
        solution = read(assignment.solutions / f"{exercise.notebook}.ipynb")
        reference.write_text(reference_source(solution), encoding="utf-8")
        nb = _released(ours, exercise)
        cell = _cell(nb, check_id(exercise.id))
        cell["source"] = _STOCK_CHECK.format(
            exercise=exercise.id, points=exercise.points, folder=str(exercise.folder), reference=str(reference)
        )
        (place / f"{exercise.notebook}.ipynb").write_text(json.dumps(nb), encoding="utf-8")
    _nbgrader(folder, environment)


def hand_in(folder: Path, ours: Course, learner: str, answers: Mapping[str, Answer], whole: bool = True) -> None:
    """Puts a learner's notebooks into the course in `folder`, made from the release of `ours`.

    Unless `whole`, they end with their check: what stands below is run by stock nbgrader alone.
    """
    place = folder / "submitted" / learner / ASSIGNMENT
    place.mkdir(parents=True)
    for exercise in ours.assignment(ASSIGNMENT).exercises:
        nb = _released(ours, exercise)
        if not whole:
            del nb["cells"][1 + nb["cells"].index(_cell(nb, check_id(exercise.id))) :]
        # No two learners write the same: what is alike to the letter is graded once by `autograder autograde`.
        _cell(nb, exercise.id)["source"] = f"{answers[exercise.id].source}\n# {learner}"
        (place / f"{exercise.notebook}.ipynb").write_text(json.dumps(nb), encoding="utf-8")


def _released(course: Course, exercise: Exercise) -> dict[str, Any]:
    path = course.assignment(ASSIGNMENT).release / f"{exercise.notebook}.ipynb"
    nb: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return nb


def _cell(nb: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in nb["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)
    return found


def _nbgrader(folder: Path, environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT, "--force", "--log-level=ERROR"]
    done = subprocess.run(command, cwd=folder, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the course in {folder} cannot be released:\n{done.stderr[-3000:]}")
