"""`autograder new course DIR`: a small course, complete enough to be released, graded and proven, to begin from."""

from __future__ import annotations

import shutil
from pathlib import Path

TEMPLATE = Path(__file__).with_name("template")
# A file of this name in the package would be taken for the package's own.
_RENAMED = {"gitignore": ".gitignore"}

NEXT_STEPS = """\
A course lies in {folder}: one exercise, one quiz, their graders. In that folder:

    autograder selftest        # proves its graders
    autograder release         # solutions/ -> assignments/, which learners get
    jupyter lab solutions      # the notebooks, with their references
"""


class NotEmpty(Exception):
    """There is something already where the course should go."""


def new_course(folder: Path) -> str:
    """Writes the course; returns what to do next. Raises NotEmpty, and OSError where nothing can be written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(f"{folder} is there already and not empty: name a new folder")
    shutil.copytree(
        TEMPLATE,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".pytest_cache"),
    )
    for name, renamed in _RENAMED.items():
        (folder / name).rename(folder / renamed)
    return NEXT_STEPS.format(folder=folder)
