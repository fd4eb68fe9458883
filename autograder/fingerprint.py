"""What decides a score beside the submission: graders, course.yml, solutions, questions, this package, versions."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import platform
from pathlib import Path

from autograder.course import Course

_PACKAGES = ("torch", "numpy", "nbgrader", "ipython")

Fingerprint = tuple[tuple[str, int, int], ...]


def fingerprint(course: Course) -> Fingerprint:
    """Path, size and time of each of the course's files: whether anything was edited, at the price of a look."""
    folders = [exercise.folder for assignment in course.assignments for exercise in assignment.exercises]
    files = [course.root / "course.yml"]
    files += [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    files += [path for assignment in course.assignments for path in sorted(assignment.solutions.glob("*.ipynb"))]
    files += [quiz.questions for assignment in course.assignments for quiz in assignment.quizzes]
    return tuple((str(path), *_state(path)) for path in files if path.exists())


def files_and_versions(course: Course) -> dict[str, str]:
    """A digest of each file, the package's own included, and the version of each package: the same on two machines."""
    return dict(_files_and_versions(course.root, fingerprint(course)))


@functools.lru_cache(maxsize=2)
def _files_and_versions(root: Path, files: Fingerprint) -> tuple[tuple[str, str], ...]:
    package = Path(__file__).resolve().parent
    digests = {str(Path(path).relative_to(root)): _digest(Path(path)) for path, *_ in files}
    digests |= {f"{path.relative_to(package.parent)} (package)": _digest(path) for path in package.rglob("*.py")}
    digests |= {name: importlib.metadata.version(name) for name in _PACKAGES}
    digests["python"] = ".".join(platform.python_version_tuple()[:2])
    return tuple(digests.items())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
