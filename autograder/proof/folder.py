"""What an author has forgotten in an exercise's folder: places that still wait, and files that belong to nothing.

A file that was misnamed or left behind has no effect, and nobody would see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.beginnings import TO_DO
from autograder.course.layout import CONTRACT, HIDDEN, PUBLIC
from autograder.course.yaml import did_you_mean
from autograder.grading.expected import EXPECTED
from autograder.grading.hints import HINTS
from autograder.grading.mistakes import MISTAKES
from autograder.proof.excuses import EXCUSES
from autograder.proof.mutants import EQUIVALENT

KNOWN = (PUBLIC, HIDDEN, CONTRACT, EXPECTED, MISTAKES, EXCUSES, EQUIVALENT, HINTS, "picture.py", "stages.py")


def unfinished(folder: Path, nb: NotebookNode, notebook: str) -> Iterator[str]:
    """A line for each place of a new exercise that still waits for its author."""
    for cell in nb.cells:
        for line in str(cell.source).splitlines():
            if TO_DO in line:
                yield _waiting(f"{notebook}.ipynb", line)
    for path in sorted([*folder.glob("*.py"), *folder.glob("*.yml"), *(folder / "answers").glob("*.py")]):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if TO_DO in line:
                yield _waiting(f"{path.relative_to(folder).as_posix()}:{number}", line)


def _waiting(place: str, line: str) -> str:
    return f"{place} is not finished: {line[line.index(TO_DO) :].strip().rstrip(chr(34))}"


def strays_in(folder: Path) -> Iterator[str]:
    """A line for each file or folder that the engine does not look at and no module of the folder names."""
    modules = {path: path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.py"))}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__pycache__")) or path.name in KNOWN or path.name == "answers":
            continue
        if not any(path.stem in text for other, text in modules.items() if other != path):
            yield f"{path.name} belongs to nothing: no test names it{did_you_mean(path.name, KNOWN)}"
    for path in sorted((folder / "answers").glob("*")):
        if path.suffix != ".py" and not path.name.startswith((".", "__pycache__")):
            yield f"answers/{path.name} belongs to nothing: an answer is a file right_<id>.py or wrong_<id>.py"
