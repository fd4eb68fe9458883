"""What becomes of one submission in feedback/: a page for each graded notebook, and one that says why for each that is
not.

nbgrader's own command and ours make them with what is here.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from traitlets import default

from autograder.course.load import load
from autograder.course.model import Assignment, Course
from autograder.gradebook.attempts import Attempts
from autograder.gradebook.heading import entry_of, heading_of, refusal_heading
from autograder.gradebook.outdated import is_another
from autograder.gradebook.refused import Refused, refused
from autograder.gradebook.shownways import shown_ways
from autograder.pages.learner import REFUSED, LearnerPage, refusal


class FeedbackExporter(Exporter):
    """A learner's page: of a report, and of right ways, it shows what course.yml lets this learner see."""

    file_extension = ".html"
    output_mimetype = "text/html"
    export_from_notebook = ""  # not in JupyterLab's menu

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        return True  # the outline is valid as it is made

    def from_filename(  # type: ignore[override]  # as nbconvert's own
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        assert resources is not None
        path, names = Path(filename), resources["nbgrader"]
        course = _course(Path("course.yml").absolute(), Path("course.yml").stat().st_mtime_ns)
        assignment = course.assignment(names["assignment"])
        if self.parent is not None:
            # nbgrader has copied what was beside the notebook; a page goes in place of what has its name.
            folder = self.parent._format_dest(names["assignment"], names["student"])
            remove(Path(folder, f"{names['notebook']}{self.file_extension}"))
        nb = nbformat.read(path, as_version=4)
        notices = _notices(course, assignment, self.config, names["student"], nb, path.stem)
        page = LearnerPage(nb, course.feedback)
        page.outline, resources = self.from_notebook_node(page.outline, resources, **kw)
        entry = entry_of(names["db_url"], course, assignment, names["student"])
        heading = heading_of(course, assignment, entry, path, resources["nbgrader"], notices)
        return page.html(heading, shown_ways(course, assignment, entry, page.outline)), resources


def only_pages(feedback: str, *, notebooks: Sequence[str], **names: str) -> None:
    """nbgrader's hook when a submission's pages are written: nothing that lay beside the notebooks stays with them."""
    *_, learner, assignment, _ = Path(notebooks[0]).parts
    # Also those that an earlier command wrote, where this one was asked for a single notebook.
    pages = {notebook.with_suffix(".html").name for notebook in Path(notebooks[0]).parent.glob("*.ipynb")}
    for path in Path(feedback, learner, assignment).iterdir():
        if path.name not in pages:
            remove(path)


def refuse(
    course: Course, assignment: Assignment, place: CourseDirectory, learner: str, graded: Collection[str], target: Path
) -> Refused | None:
    """Writes into `target` a page for each notebook that was handed in and cannot be graded, in place of earlier ones.

    `graded` are the learner's notebooks that have pages of their own. Returns why, None where nothing is refused: then
    no page of an earlier refusal is left.
    """
    for path in target.glob("*.html"):
        if REFUSED in path.read_text(encoding="utf-8", errors="replace")[:2000]:
            remove(path)
    with contextlib.suppress(OSError):
        target.rmdir()  # if nothing else was there
    folder = Path(place.root, place.submitted_directory, learner, assignment.id)
    if graded and not any(
        os.path.lexists(folder / f"{name}.ipynb") for name in assignment.notebooks if name not in graded
    ):
        return None
    why = refused(course, assignment, place, learner)
    names = () if why is None else [name for name in why.notebooks if name not in graded]
    if why is None or (graded and not names):
        return None
    target.mkdir(parents=True, exist_ok=True)
    for name in names or [assignment.id]:
        heading = refusal_heading(course, assignment, name, place.db_url, learner, why)
        (target / f"{name}.html").write_text(refusal(heading), encoding="utf-8", errors="replace")
    return why


def remove(path: Path) -> None:
    """A file, or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        for folder, _, _ in os.walk(path):  # a copied folder may be one that nobody may write to
            os.chmod(folder, 0o755)
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _notices(
    course: Course, assignment: Assignment, config: Any, learner: str, nb: NotebookNode, notebook: str
) -> tuple[str, ...]:
    """Which attempt it is, and that the page is about something else than what lies in submitted/ now."""
    place = CourseDirectory(config=config, root=str(course.root))
    folder = Path(place.root, place.submitted_directory, learner, assignment.id)
    attempt = Attempts(course, assignment).words(learner, folder)
    notices = (attempt,) if attempt else ()
    if not os.path.isdir(folder) or not is_another(nb, folder / f"{notebook}.ipynb") or "not graded" in attempt:
        return notices
    why = refused(course, assignment, place, learner)
    if why is not None and (why.whole or notebook in why.notebooks):
        return (*notices, f"The earlier score stands: what was handed in since could not be graded. {why.for_learner}")
    changed = "What was handed in has changed since. This page is about the earlier version, whose score stands until"
    return (*notices, f"{changed} the new one is graded.")


@lru_cache(maxsize=4)
def _course(course_file: Path, _modified: int) -> Course:
    return load(course_file, check_pieces=False)
