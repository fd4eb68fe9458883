"""Where what insights are made of lies, as nbgrader is configured for the course; and where they go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.course.model import Course

FOLDER = "insights"
SO_FAR = "course"


@dataclass(frozen=True)
class Places:
    """The gradebook's address, and the folders of the course that nbgrader's configuration names."""

    root: Path
    db_url: str
    submitted: Path
    autograded: Path
    feedback: Path

    def page(self, assignment: str | None) -> Path:
        """The page of an assignment, or of the course so far."""
        return self.root / FOLDER / f"{assignment or SO_FAR}.html"


def places(course: Course) -> Places:
    """Reads nbgrader_config.py. Raises CourseError."""
    from nbgrader.coursedir import CourseDirectory

    from autograder.gradebook.config import nbgrader_config

    directory = CourseDirectory(config=nbgrader_config(course), root=str(course.root))
    folders = (directory.submitted_directory, directory.autograded_directory, directory.feedback_directory)
    return Places(course.root, str(directory.db_url), *(course.root / str(folder) for folder in folders))
