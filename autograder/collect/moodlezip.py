"""Feedback pages as the zip archive that Moodle takes by `Upload multiple feedback files in a zip`."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

from autograder.collect.collected import Records
from autograder.course.model import Assignment, Course

# Moodle finds the learner by the participant's number in this name; before version 4.1 it needs the last `_`.
_FOLDER = "{}_assignsubmission_file_"


def moodle_zip(
    course: Course, assignment: Assignment, folders: Sequence[Path], path: Path
) -> tuple[list[str], dict[str, list[str]]]:
    """Writes the pages in the learners' `folders` to `path`.

    Returns who is not in it: learners of whom nothing was collected, so that no number is known, and by the download
    that they came from, those who have none as it is another platform's. The numbers are those of the download that was
    collected. Without any there is no file. Raises OSError.
    """
    records = Records(course.root)
    unknown: list[str] = []
    others: dict[str, list[str]] = {}
    pages: list[tuple[str, Path]] = []
    for folder in folders:
        learner = folder.parent.name
        record = records.get(learner, assignment.id)
        if record is None:
            unknown.append(learner)
        elif not record.moodle:
            others.setdefault(record.source, []).append(learner)
        if record is None or not record.moodle:
            continue
        pages += [
            (f"{_FOLDER.format(record.moodle)}/{page.name}", page)
            for page in sorted((course.root / folder).glob("*.html"))
        ]
    path.unlink(missing_ok=True)  # an older one would give back older pages
    if pages:
        new = path.with_name(f".{path.name}")
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, page in pages:
                archive.write(page, name)
        os.replace(new, path)
    return unknown, others
