"""What lies in an exercise's folder and belongs to nothing: a file that was misnamed or left behind has no effect, unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.course.layout import CONTRACT, HIDDEN, PUBLIC
from autograder.course.yaml import did_you_mean
from autograder.grading.expected import EXPECTED
from autograder.grading.mistakes import MISTAKES
from autograder.proof.excuses import EXCUSES
from autograder.proof.mutants import EQUIVALENT

KNOWN = (PUBLIC, HIDDEN, CONTRACT, EXPECTED, MISTAKES, EXCUSES, EQUIVALENT, "hints.yml", "picture.py", "stages.py")


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
