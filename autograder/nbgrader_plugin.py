"""What nbgrader calls: an exporter that reads any notebook, and three preprocessors without logic of their own.

Prepare  first when an assignment is generated: points and due date from course.yml
Restore  first when a submission is sanitised: the release's cells with the learner's answers
Grade    where nbgrader would execute the submission: the judge's report and score become the graded cells' outputs

Whatever they raise, nbgrader logs for that submission, which gets no score; it grades the others and exits non-zero.
"""

import os
import sys
import sysconfig
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Unicode
from traitlets.config import Application, Config

from autograder.course import Assignment, Course, CourseError, load
from autograder.notebook import NotebookError, grade_id, read, restore, role, write_result
from autograder.release import prepare, register_due_date

Resources = dict[str, Any]


class NotGraded(Exception):
    """A submission that gets no score because the grader, not the learner, failed."""


class AnyNotebookExporter(NotebookExporter):
    """Writes notebooks like nbconvert's, but reads what people hand in: any format, encoding or damage."""

    export_from_notebook = ""  # not in JupyterLab's menu

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kw: Any
    ) -> tuple[NotebookNode, Resources]:
        path = Path(filename)
        resources = self._init_resources(resources)
        resources["metadata"].update(name=path.stem, path=str(path.parent))
        nb, resources = self.from_notebook_node(read(path), resources, **kw)
        return nb, resources


class _CoursePreprocessor(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    course_file = Unicode("course.yml", help="The course, from its folder, in which nbgrader runs.").tag(config=True)

    def place(self, resources: Resources) -> tuple[Course, Assignment, str]:
        """The course, the assignment and the notebook's name."""
        path = Path(self.course_file).absolute()
        course = _load(path, path.stat().st_mtime_ns)
        return course, course.assignment(resources["nbgrader"]["assignment"]), resources["nbgrader"]["notebook"]


class Prepare(_CoursePreprocessor):
    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        _, assignment, notebook = self.place(resources)
        register_due_date(assignment, resources["nbgrader"]["db_url"])
        return prepare(nb, assignment, notebook), resources


class Restore(_CoursePreprocessor):
    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        _, assignment, notebook = self.place(resources)
        return restore(nb, released(assignment, notebook)), resources


class Grade(_CoursePreprocessor):
    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        course, assignment, notebook = self.place(resources)
        grade(nb, course, assignment, notebook)
        return nb, resources


def released(assignment: Assignment, notebook: str) -> NotebookNode:
    """The notebook as it was handed out. Raises NotebookError where it is missing or its points are not course.yml's."""
    path = assignment.release / f"{notebook}.ipynb"
    remedy = f"run `autograder release {assignment.id}`"
    if not path.is_file():
        raise NotebookError(f"{assignment.id}/{notebook} was never released; {remedy}")
    nb = _read(path, path.stat().st_mtime_ns)
    points = {grade_id(cell): float(cell.metadata.nbgrader.points) for cell in nb.cells if role(cell) == "graded"}
    if points != assignment.points(notebook):
        raise NotebookError(f"{assignment.id}/{notebook}: the release's points are not those of course.yml; {remedy}")
    return nb


def grade(nb: NotebookNode, course: Course, assignment: Assignment, notebook: str) -> None:
    """Grade a restored notebook and write each graded cell's outputs. Raises NotGraded on the grader's own fault."""
    # They load torch, which no other nbgrader command needs.
    from autograder import render
    from autograder.grading import grade_notebook

    report = grade_notebook(nb, assignment, notebook, course)
    results = {exercise.id: exercise for exercise in report.exercises}
    for part in assignment.parts(notebook):
        result = results.get(part.id)
        if result is None or result.score is None:
            reason = "no result" if result is None else result.verdict
            raise NotGraded(f"{notebook}: {part.id}: the grader failed ({reason}), so there is no score")
        html = render.exercise_html(result, course.feedback)
        write_result(nb, part.id, result.score, html=html, text=render.exercise_text(result, course.feedback))


def configuration() -> Config:
    """nbgrader's configuration for a course: its own defaults, with our preprocessors and folders.

    Also makes this Python's own programs findable: for a new gradebook nbgrader runs `alembic`, and without an activated
    environment it would fail halfway, leaving a broken gradebook.
    """
    scripts, path = sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, path])
    config = Config()
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "assignments"
    config.GenerateAssignment.exporter_class = AnyNotebookExporter
    config.Autograde.exporter_class = AnyNotebookExporter
    config.GenerateAssignment.preprocessors = [Prepare, *_default(GenerateAssignment, "preprocessors")]
    config.Autograde.sanitize_preprocessors = [Restore, *_default(Autograde, "sanitize_preprocessors")]
    graders = [Grade if step is Execute else step for step in _default(Autograde, "autograde_preprocessors")]
    if Grade not in graders:
        raise RuntimeError("this version of nbgrader has no Execute step to replace; use the one in constraints.txt")
    config.Autograde.autograde_preprocessors = graders
    return config


def configure(config: Config) -> None:
    """Add `configuration` to nbgrader_config.py's; in an nbgrader command a broken course.yml ends it, with the list.

    nbgrader goes on with its defaults after an exception in its configuration, and would execute submissions with the
    instructor's rights; SystemExit it lets through. A running JupyterLab is not ended.
    """
    config.merge(configuration())
    if Application.initialized() and isinstance(Application.instance(), NbGrader):
        try:
            load("course.yml")
        except CourseError as error:
            print(error, file=sys.stderr)
            raise SystemExit(2) from None


def _default(converter: type, name: str) -> list[type]:
    return list(getattr(converter, name).default())


@lru_cache(maxsize=4)
def _load(path: Path, _modified: int) -> Course:
    # What an entry lacks in solutions/ must not stop the grading of what was handed out.
    return load(path, check_pieces=False)


@lru_cache(maxsize=64)
def _read(path: Path, _modified: int) -> NotebookNode:
    return read(path)
