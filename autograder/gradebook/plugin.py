"""What nbgrader calls, and the `configuration` that makes it do so: an exporter that reads any notebook, six
preprocessors.

Prepare        first when an assignment is generated: points and due date from course.yml FollowCells    where nbgrader
enters a notebook's cells in the gradebook: the same, also after submissions if told to Restore        first when a
submission is sanitised: the release's cells with the learner's answers CheckMetadata  where nbgrader checks the cells'
metadata: the same, once for each release Grade          where nbgrader would execute the submission: the judge's report
and score become the graded cells' outputs Penalties      where nbgrader penalises lateness: by the due date of
course.yml and the time of handing in that counts

Whatever they raise, nbgrader logs for that submission, which gets no score; it grades the others and exits non-zero.
"""

import os
import sys
import sysconfig
import warnings
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, ClassVar

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp, GenerateAssignmentApp, GenerateFeedbackApp
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    Execute,
    NbGraderPreprocessor,
    SaveCells,
)
from sqlalchemy.exc import SAWarning
from traitlets import Bool, Unicode, default
from traitlets.config import Application, Config

from autograder.course.extensions import extensions as extensions_of
from autograder.course.load import load
from autograder.course.model import Assignment, Course, CourseError
from autograder.course.released import prepare, released
from autograder.course.way import course_map, with_way
from autograder.gradebook import collecting, converters, extensions, late, numbered, revision
from autograder.gradebook import interrupted as unfinished
from autograder.gradebook.collecting import CarefulCollect, CarefulExtractor, QuietList
from autograder.gradebook.export import CsvExport
from autograder.gradebook.learnerpages import FeedbackExporter, only_pages
from autograder.gradebook.outdated import mark
from autograder.gradebook.penalties import Penalty
from autograder.gradebook.replace import follow_cells
from autograder.gradebook.transaction import share
from autograder.notebook import ordinary
from autograder.notebook.cells import check_id, find, read, restore, write_result
from autograder.pages.exporter import PageExporter, keep_report
from autograder.pages.formgrader import environment
from autograder.pages.outputs import clean_outputs
from autograder.quiz.attribution import notices
from autograder.report import store as kept
from autograder.report.model import ExerciseReport, SubmissionReport, Verdict

Resources = dict[str, Any]


class NotGraded(Exception):
    """A submission that gets no score because the grader, not the learner, failed."""


class AnyNotebookExporter(NotebookExporter):
    """Writes notebooks like nbconvert's, but reads what people hand in: any format, encoding or damage."""

    export_from_notebook = ""  # not in JupyterLab's menu

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        return True  # the notebook is compared with its schema after the last preprocessor, not after each of a dozen

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kw: Any
    ) -> tuple[NotebookNode, Resources]:
        path = Path(filename)
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        resources["metadata"].update(name=path.stem, path=str(path.parent))
        # A learner's, or the instructor's, who may have linked what they like.
        own = 1 if resources.get("nbgrader", {}).get("student", ".") == "." else ordinary.HANDED_IN
        nb, resources = self.from_notebook_node(read(path, own=own), resources, **kw)  # type: ignore[no-untyped-call]
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
        course, assignment, notebook = self.place(resources)
        with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
            late.enter_due_date(gradebook, assignment)
            extensions.enter(gradebook, course, assignment)
        nb = prepare(nb, assignment, notebook)
        return with_way(nb, course_map(course), assignment.id, notebook), resources


class FollowCells(_CoursePreprocessor, SaveCells):  # type: ignore[misc]
    replace = Bool(False, help="Whether cells may be added or removed although learners have been graded.").tag(
        config=True
    )

    def _create_notebook(self, nb: NotebookNode) -> None:
        new = {kind: getattr(self, f"new_{kind}_cells") for kind in ("grade", "solution", "task", "source")}
        place = self.assignment_id, self.notebook_id
        follow_cells(self.gradebook, place, new, replace=self.replace, root=Path(self.course_file).absolute().parent)
        super()._create_notebook(nb)


class Restore(_CoursePreprocessor):
    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        _, assignment, notebook = self.place(resources)
        late.handed_in(
            Path(resources["metadata"]["path"])
        )  # a time that cannot be read is refused before anything is graded
        return restore(nb, released(assignment, notebook)), resources


class CheckMetadata(CheckCellMetadata):  # type: ignore[misc]
    """nbgrader's check of the cells' metadata, which restored notebooks have from their release: once for all of them."""

    _sound: ClassVar[set[str]] = set()

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        marks = [(cell.cell_type, cell.metadata.nbgrader) for cell in nb.cells if "nbgrader" in cell.metadata]
        if repr(marks) not in self._sound:
            super().preprocess(nb, resources)
            self._sound.add(repr(marks))
        return nb, resources


class Grade(_CoursePreprocessor):
    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        course, assignment, notebook = self.place(resources)
        learner = resources["nbgrader"]["student"]
        report = grade(nb, course, assignment, notebook, learner)
        for notice in notices(report):
            self.log.warning("%s", notice, extra={"notice": True})
        place = CourseDirectory(config=self.config, root=str(course.root))
        folder = Path(place.format_path(place.submitted_directory, learner, assignment.id))
        submitted = folder / f"{notebook}.ipynb"
        mark(nb, submitted)
        file = os.path.relpath(submitted, course.root)
        kept.keep(course.root, replace(report, learner=learner, file=file))
        kept.drop_others(course.root, assignment.id, learner, [path.stem for path in folder.glob("*.ipynb")])
        return nb, resources


class Penalties(_CoursePreprocessor, Penalty):
    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        course, assignment, _ = self.place(resources)
        names = resources["nbgrader"]
        submission = late.Submission(Path(resources["metadata"]["path"]), names["student"], assignment.id)
        with Gradebook(names["db_url"]) as gradebook:
            late.enter_due_date(gradebook, assignment)
            extensions.enter(gradebook, course, assignment, names["student"])
            late.enter_time(gradebook, submission, late.counted(course, self.config, submission))
        self.policy = assignment.late
        penalised: tuple[NotebookNode, Resources] = super().preprocess(nb, resources)
        return penalised


def grade(nb: NotebookNode, course: Course, assignment: Assignment, notebook: str, learner: str) -> SubmissionReport:
    """Grade a restored notebook of `learner` and write each graded cell's outputs; the report.

    Raises NotGraded on the grader's own fault.
    """
    # They load torch, which no other nbgrader command needs.
    from autograder.grading.grade import grade_notebook
    from autograder.quiz.attribution import attributed
    from autograder.report import render

    report = attributed(grade_notebook(nb, assignment, notebook, course), learner)
    clean_outputs(nb)
    results = {exercise.id: exercise for exercise in report.exercises}
    for part in assignment.parts(notebook):
        result = results.get(part.id)
        if result is None or result.score is None:
            raise NotGraded(f"{assignment.id}/{notebook}: {part.id} has no score: {_fault(report, result)}")
        html = render.exercise_html(result, course.feedback)
        write_result(nb, part.id, result.score, html=html, text=render.exercise_text(result, course.feedback))
        index = find(nb, check_id(part.id))
        assert index is not None  # write_result has written there
        keep_report(nb.cells[index].outputs[0], _alone(report, result))
    return report


def _alone(report: SubmissionReport, exercise: ExerciseReport) -> dict[str, Any]:
    # Without what differs from run to run: the same submission makes the same file.
    return replace(report, exercises=(exercise,), seconds=None).to_json()


def _fault(report: SubmissionReport, result: ExerciseReport | None) -> str:
    tests = () if result is None else result.tests
    messages = [test.words for test in tests if test.verdict is Verdict.GRADER_ERROR and test.message]
    reason = report.error or (messages[0] if messages else "the judge gave no result")
    return f"the grader failed, not the learner ({reason})"


def configuration() -> Config:
    """nbgrader's configuration for a course: its own defaults, with our preprocessors and folders.

    Also makes this Python's own programs findable: `nbgrader db upgrade` runs `alembic`, and without an activated
    environment it would fail halfway.
    """
    revision.install()
    scripts, path = sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, path])
    config = Config()
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "assignments"
    config.GenerateAssignment.exporter_class = AnyNotebookExporter
    config.Autograde.exporter_class = AnyNotebookExporter
    ours = {CheckCellMetadata: CheckMetadata, Execute: Grade, AssignLatePenalties: Penalties}
    makers = _default(GenerateAssignment, "preprocessors")
    config.GenerateAssignment.preprocessors = [Prepare, *(FollowCells if s is SaveCells else s for s in makers)]
    # Restore has cleared the outputs that nbgrader would clear; those below the last check are to stay.
    steps = [step for step in _default(Autograde, "sanitize_preprocessors") if step is not ClearOutput]
    sanitisers = [ours.get(step, step) for step in steps]
    config.Autograde.sanitize_preprocessors = [Restore, *sanitisers]
    graders = [ours.get(step, step) for step in _default(Autograde, "autograde_preprocessors")]
    if Grade not in graders:
        raise RuntimeError("this version of nbgrader has no Execute step to replace; use the one in constraints.txt")
    config.Autograde.autograde_preprocessors = graders
    config.GenerateFeedback.exporter_class = FeedbackExporter
    config.GenerateFeedback.force = True  # nbgrader keeps an old page unless the submission has a newer timestamp
    config.ExchangeFactory.collect = CarefulCollect
    config.ExchangeFactory.list = QuietList
    config.FormgradeExtension.debug = False  # else it warns that this configuration, which has classes, is no JSON
    config.ZipCollectApp.extractor_plugin = CarefulExtractor
    config.ExportApp.plugin_class = CsvExport
    return config


def configure(config: Config) -> None:
    """Add `configuration` to nbgrader_config.py's; in an nbgrader command a broken course.yml ends it, with the list of
    its problems.

    nbgrader goes on with its defaults after an exception in its configuration, and would execute submissions with the
    instructor's rights; SystemExit it lets through. A running JupyterLab is not ended.
    """
    config.merge(configuration())
    converters.install()
    numbered.install()
    collecting.install()
    late.be_strict_about_times()
    unfinished.watch(config)
    if "post_convert_hook" not in config.GenerateFeedback:
        config.GenerateFeedback.post_convert_hook = partial(only_pages, _feedback(config))
    _serve_pages()
    if Application.initialized() and isinstance(Application.instance(), NbGrader):
        try:
            # What an entry lacks concerns the command that reads solutions/; the others need not read all notebooks.
            course = load("course.yml", check_pieces=isinstance(Application.instance(), GenerateAssignmentApp))
            extensions_of(course)
        except CourseError as error:
            print(error, file=sys.stderr)
            raise SystemExit(2) from None
        warnings.simplefilter("ignore", SAWarning)  # about nbgrader's ways with SQLAlchemy
        if isinstance(Application.instance(), AutogradeApp):
            unfinished.remove(config)
            share()
        if isinstance(Application.instance(), GenerateFeedbackApp):
            config.CourseDirectory.ignore = ["*", ".*"]  # a page holds everything: nothing is copied beside it
            share()


def _feedback(config: Config) -> str:
    return str(CourseDirectory(config=config).feedback_directory)


def _serve_pages() -> None:
    """Has formgrader make its pages with ours: it names nbconvert's exporter and jinja2's environment, and keeps both."""
    formgrader = sys.modules.get("nbgrader.server_extensions.formgrader.formgrader")
    if formgrader is not None:
        formgrader.HTMLExporter = PageExporter  # type: ignore[attr-defined]
        formgrader.Environment = environment  # type: ignore[attr-defined]
    server = Application.instance() if Application.initialized() else None
    settings = getattr(getattr(server, "web_app", None), "settings", {})
    made = settings.get("nbgrader_exporter")
    if made is not None and not isinstance(made, PageExporter):  # for a course that was opened before this one
        settings["nbgrader_exporter"] = PageExporter(config=made.config)  # type: ignore[no-untyped-call]
        settings["nbgrader_jinja2_env"] = environment(settings["nbgrader_jinja2_env"].loader)


def _default(converter: type, name: str) -> list[type]:
    return list(getattr(converter, name).default())


@lru_cache(maxsize=4)
def _load(path: Path, _modified: int) -> Course:
    # What an entry lacks in solutions/ must not stop the grading of what was handed out.
    return load(path, check_pieces=False)
