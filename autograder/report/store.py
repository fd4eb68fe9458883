"""Reports that are kept: reports/<assignment>/<learner>/<notebook>.json in the course's folder."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path

from autograder.report.model import SubmissionReport


def folder_of(root: Path, assignment: str) -> Path:
    """Where the reports of an assignment are kept, in a folder for each learner."""
    return root / "reports" / assignment


def path_of(root: Path, assignment: str, learner: str, notebook: str) -> Path:
    """Where the report of a learner's notebook is kept."""
    return folder_of(root, assignment) / learner / f"{notebook}.json"


def keep(root: Path, report: SubmissionReport) -> None:
    """Writes the report of a learner's notebook, in the place of an earlier one; a kill leaves one of the two."""
    assert report.assignment is not None
    assert report.learner is not None
    path = path_of(root, report.assignment, report.learner, report.notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_text(json.dumps(report.to_json(), indent=1) + "\n", encoding="utf-8")
    half.replace(path)


def drop_others(root: Path, assignment: str, learner: str, notebooks: Collection[str]) -> None:
    """Removes the reports on notebooks that a learner's submission no longer has."""
    for path in path_of(root, assignment, learner, "").parent.glob("*.json"):
        if path.stem not in notebooks:
            path.unlink()
