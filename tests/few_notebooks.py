"""This repository's course with a few of its notebooks: what is shown with one of them needs no release of all."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from autograder import demo
from autograder.course.layout import CHECKS, HELP

ROOT = Path(__file__).resolve().parents[1]


def lay_out(folder: Path, notebooks: Collection[str] = (demo.NOTEBOOK, demo.QUIZ)) -> None:
    """A course of its own in `folder`, as `demo.lay_out` does: of the assignments that have them, these notebooks alone."""
    course = yaml.safe_load((ROOT / "course.yml").read_text())
    for assignment in course["assignments"]:
        for kind in ("exercises", "quizzes"):
            assignment[kind] = [part for part in assignment.get(kind, ()) if part["notebook"] in notebooks]
    course["assignments"] = [assignment for assignment in course["assignments"] if assignment["exercises"]]
    ids = {part["id"] for assignment in course["assignments"] for part in assignment["exercises"]}
    folder.mkdir(parents=True)
    for assignment in course["assignments"]:
        for kind in ("exercises", "quizzes"):
            for part in assignment[kind]:
                part["needs"] = [id for id in part.get("needs", ()) if id in ids]
                _copy(folder, assignment["id"], kind, part)
    for recorded in (ROOT / "assignments").glob(f"*/{CHECKS}/*{HELP}"):
        if recorded.name.removesuffix(HELP) in ids:
            place = folder / recorded.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(recorded, place)
    (folder / "course.yml").write_text(yaml.safe_dump(course, sort_keys=False))
    shutil.copy(ROOT / "nbgrader_config.py", folder)


def _copy(folder: Path, assignment: str, kind: str, part: dict[str, Any]) -> None:
    solution = f"solutions/{assignment}/{part['notebook']}.ipynb"
    own = f"graders/{assignment}/{part['id']}" if kind == "exercises" else f"quizzes/{assignment}/{part['id']}.yml"
    for name in (solution, own):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, place)
