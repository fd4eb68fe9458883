"""The course's nbgrader_config.py, as nbgrader itself would read it."""

from __future__ import annotations

import traceback
from pathlib import Path

from traitlets.config import Config

from autograder.course.model import Course, CourseError
from autograder.course.yaml import Problem


def nbgrader_config(course: Course) -> Config:
    """Raises CourseError when the file is missing or cannot be run."""
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

    name = "nbgrader_config.py"
    try:
        config: Config = PyFileConfigLoader(name, path=str(course.root)).load_config()
    except ConfigFileNotFound:
        raise CourseError([Problem(name, 1, "", "is not there; `autograder new course` shows what it holds")]) from None
    except Exception as error:  # noqa: BLE001  it is a program, and raises what it likes
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno or 1 for frame in frames if Path(frame.filename).name == name]
        line = error.lineno if isinstance(error, SyntaxError) else (lines or [1])[-1]
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise CourseError([Problem(name, line or 1, "", f"cannot be run: {said}")]) from None
    return config
