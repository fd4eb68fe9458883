"""What decides a score beside the submission: graders, course.yml, solutions, questions, this package, versions.

All of it per assignment, so that an edit of one assignment's grader leaves the grades of the others alone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.course.model import Assignment, Course

_PACKAGES = ("torch", "numpy", "nbgrader", "ipython")
# What of course.yml decides no score: lateness is worked out apart from the scores, attempts are counted apart, and
# pages are made anew each time.
_NO_MATTER = ("root", "title", "assignments", "timestamps", "due", "attempts", "late", "practice", "shows")

Fingerprint = tuple[tuple[str, int, int], ...]


def fingerprint(course: Course, assignment: Assignment) -> Fingerprint:
    """Path, size and time of course.yml and of each file of the assignment: whether anything was edited, at the price
    of a look."""
    return _look([course.root / "course.yml", *_files(assignment)])


def files_and_versions(course: Course, assignment: Assignment) -> dict[str, str]:
    """A digest of each file that judges of this assignment use, the package's own included, and the version of each
    package: the same on two machines."""
    found = dict(_files_and_versions(course.root, _look(_files(assignment))))
    settings = [_settings(course), _settings(assignment)]
    return {**found, "course.yml": _digest(json.dumps(settings, sort_keys=True).encode())}


def release_of(assignment: Assignment) -> dict[str, str]:
    """A digest of each notebook that was handed out: locked cells come from there."""
    return {path.name: _digest(path.read_bytes()) for path in sorted(assignment.release.glob("*.ipynb"))}


def steps(config: Any) -> list[str]:
    """The steps of autograding and what nbgrader_config.py sets for them, but for lateness."""
    chosen = [step for kind in ("sanitize", "autograde") for step in config.Autograde.get(f"{kind}_preprocessors", [])]
    classes = {kind.__name__ for step in chosen for kind in step.__mro__} - {
        "AssignLatePenalties",
        "Penalties",
        "Penalty",
    }
    set_there = [
        f"{name}.{key} = {getattr(value, '__qualname__', repr(value))}"
        for name in sorted(classes & set(config))
        for key, value in sorted(config[name].items())
    ]
    return [*(f"{step.__module__}.{step.__qualname__}" for step in chosen), *set_there]


def _files(assignment: Assignment) -> Iterator[Path]:
    for exercise in assignment.exercises:
        yield from (path for path in sorted(exercise.folder.rglob("*")) if _counts(path, exercise.folder))
    yield from sorted(assignment.solutions.glob("*.ipynb"))
    yield from (quiz.questions for quiz in assignment.quizzes)


def _counts(path: Path, folder: Path) -> bool:
    """Whether it is a file that somebody wrote, not one that a tool left."""
    inside = path.relative_to(folder).parts
    return path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in inside)


def _look(files: Sequence[Path] | Iterator[Path]) -> Fingerprint:
    return tuple((str(path), *_state(path)) for path in files if path.exists())


@functools.lru_cache(maxsize=8)
def _files_and_versions(root: Path, files: Fingerprint) -> tuple[tuple[str, str], ...]:
    package = Path(__file__).resolve().parents[1]
    digests = {str(Path(path).relative_to(root)): _digest(Path(path).read_bytes()) for path, *_ in files}
    digests |= {
        f"{path.relative_to(package.parent)} (package)": _digest(path.read_bytes()) for path in package.rglob("*.py")
    }
    digests |= {name: importlib.metadata.version(name) for name in _PACKAGES}
    digests["python"] = ".".join(platform.python_version_tuple()[:2])
    return tuple(digests.items())


def _settings(part: Any) -> Any:
    """What a part of course.yml says, as plain data without the places of files."""
    if dataclasses.is_dataclass(part):
        values = {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}
        kept = {name: value for name, value in values.items() if name not in _NO_MATTER}
        return {name: _settings(value) for name, value in kept.items() if not isinstance(value, Path | dt.datetime)}
    return [_settings(item) for item in part] if isinstance(part, tuple | list) else part


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
