"""nbgrader looks for the release of an assignment in a folder named after it; ours has its place in the course before
that.

Its commands, formgrader and the exchange ask one method where anything lies. No setting of it knows a number.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.course.load import load
from autograder.course.model import CourseError

_format_path = CourseDirectory.format_path


def install() -> None:
    """From now on nbgrader in this process finds and writes releases where the course has them."""
    CourseDirectory.format_path = _numbered


def _numbered(
    self: CourseDirectory, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False
) -> str:
    path: str = _format_path(self, nbgrader_step, student_id, assignment_id, escape)
    if nbgrader_step != self.release_directory or escape:
        return path
    course_file = Path(self.root) / "course.yml"
    # A JupyterLab may serve other courses as well.
    folders = _folders(course_file, course_file.stat().st_mtime_ns) if course_file.is_file() else {}
    known = assignment_id in folders and os.path.basename(path) == assignment_id
    return os.path.join(os.path.dirname(path), folders[assignment_id]) if known else path


@lru_cache(maxsize=4)
def _folders(course_file: Path, _modified: int) -> dict[str, str]:
    """The folder of each assignment's release. Empty for a course.yml with mistakes, which whoever grades is told."""
    try:
        return {
            assignment.id: assignment.release.name for assignment in load(course_file, check_pieces=False).assignments
        }
    except CourseError:
        return {}
