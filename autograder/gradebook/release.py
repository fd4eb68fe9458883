"""assignments/ from solutions/: nbgrader's own generate_assignment, with the points and due dates of course.yml.

The result depends on nothing but solutions/ and course.yml: releasing twice changes no byte.
"""

import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat

from autograder.course.extensions import extensions
from autograder.course.layout import CHECKS, HELP, MAP, ORIGINAL, PRACTICE, PUBLIC, assignment_of
from autograder.course.map import map_to_json
from autograder.course.model import Assignment, Course
from autograder.course.way import START, course_map, start_page, with_way
from autograder.gradebook.config import nbgrader_config
from autograder.gradebook.roster import Learner, enter, roster
from autograder.learner.reset import original_of
from autograder.notebook.cells import NotebookError, read, reference_source


class ReleaseError(Exception):
    """nbgrader could not generate an assignment; the message says why."""


def release(
    course: Course, assignments: Sequence[str] = (), *, db_url: str | None = None, replace: bool = False
) -> list[Path]:
    """Generate the given assignments, by default all, and enter their cells, points and due dates in the gradebook, and
    the learners of students.csv.

    Returns the files that changed. An assignment that fails leaves its old release and the gradebook untouched and
    raises ReleaseError; an unknown one raises KeyError, and mistakes in students.csv or extensions.yml CourseError.
    With `replace` exercises may be new or gone although learners have been graded, see `replace`.
    """
    chosen = [course.assignment(id) for id in assignments] or list(course.assignments)
    learners = roster(course)
    extensions(course)
    changed = _renumber(course)
    for assignment in chosen:
        _refuse_unknown_checks(assignment)
        with tempfile.TemporaryDirectory() as folder:
            changed += _generate(course, assignment, Path(folder), db_url, replace)
            _add_checks(assignment, Path(folder) / assignment.release.name / CHECKS)
            _add_practice(course, assignment, Path(folder) / assignment.release.name)
            changed += _synchronise(Path(folder) / assignment.release.name, assignment.release)
    if learners:
        _enter(course, db_url, learners)
    return changed + _start(course)


def _renumber(course: Course) -> list[Path]:
    """Moves releases whose assignments have another place in the course now; returns those. Raises ReleaseError."""
    ids = {assignment.id for assignment in course.assignments}
    folders = [path for path in sorted(course.layout.releases.glob("*")) if path.is_dir()]
    moved = []
    for old in folders:
        id = old.name if old.name in ids else assignment_of(old)
        new = course.assignment(id).release if id in ids else old
        if new != old and new.exists():
            both = f"assignments/{old.name} and assignments/{new.name}"
            raise ReleaseError(f"{both} are both releases of {id}: remove the first, which is out of date")
        if new != old:
            old.rename(new)
            moved.append(new)
    return moved


def _start(course: Course) -> list[Path]:
    """The start page and the map, beside the folders of the assignments; those that changed."""
    way = course_map(course)
    wanted = {START: nbformat.writes(start_page(way), version=4) + "\n", MAP: map_to_json(way)}
    changed = []
    for name, text in wanted.items():
        path = course.layout.releases / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def _gradebook(course: Course) -> dict[str, str]:
    """The gradebook that the course's nbgrader_config.py names, and the course in it. Raises ReleaseError."""
    if not (course.root / "nbgrader_config.py").is_file():
        return {}
    places = nbgrader_config(course).get("CourseDirectory", {})
    named = {name: str(places[name]) for name in ("db_url", "course_id") if name in places}
    if not named.get("db_url", "sqlite").startswith("sqlite") and not named.get("course_id"):
        # nbgrader enters no course without a name, and refers to it all the same; only SQLite lets that pass.
        raise ReleaseError(
            "nbgrader_config.py names a gradebook that is no SQLite file; it must then name the course as well, e.g. "
            'get_config().CourseDirectory.course_id = "deep-learning"'
        )
    return named


def _generate(course: Course, assignment: Assignment, into: Path, db_url: str | None, replace: bool) -> list[Path]:
    """Has nbgrader make the release; returns what was renamed among the things that learners handed in."""
    # nbgrader takes a second to import, which grading a file need not wait for; and the plugin imports this module.
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.exc import DBAPIError

    from autograder.gradebook import numbered
    from autograder.gradebook.plugin import configuration
    from autograder.gradebook.replace import follow_notebooks, rename_files
    from autograder.gradebook.transaction import opened_once, unwritable

    numbered.install()
    coursedir = CourseDirectory(
        root=str(course.root),
        source_directory="solutions",
        # The step comes first in nbgrader's paths, so an absolute one leads out of the course's folder.
        release_directory=str(into),
        assignment_id=assignment.id,
        **(_gradebook(course) if db_url is None else {"db_url": db_url}),
    )
    coursedir.directory_structure = "{nbgrader_step}/{student_id}/{assignment_id}"
    log = logging.Logger("autograder.gradebook.release")
    causes = Causes()
    log.addHandler(causes)
    config = configuration()
    config.FollowCells.replace = replace
    try:
        with opened_once() as shared, shared.holding():
            gradebook = shared.open(coursedir.db_url, coursedir.course_id)
            renamed = follow_notebooks(gradebook, assignment, replace=replace, root=course.root)
            GenerateAssignment(coursedir=coursedir, config=config, log=log, force=True).start()
            # Before the gradebook has the new names for good: a release that is interrupted here is done again.
            steps = (coursedir.submitted_directory, coursedir.autograded_directory)
            folders = [path for step in steps for path in sorted(course.root.glob(f"{step}/*/{assignment.id}"))]
            return rename_files(folders, renamed)
    except DBAPIError as error:
        raise ReleaseError(str(unwritable(error, coursedir.db_url) or error)) from error
    except NotebookError as error:
        raise ReleaseError(f"{assignment.id} could not be released: {error}") from error
    except NbGraderException as error:
        cause = causes.seen[-1] if causes.seen else error
        kind = "" if isinstance(cause, NotebookError) else f"{type(cause).__name__}: "
        raise ReleaseError(f"{assignment.id} could not be released: {kind}{cause}") from cause


def _enter(course: Course, db_url: str | None, learners: Sequence[Learner]) -> None:
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.exc import DBAPIError

    from autograder.gradebook.transaction import opened_once, unwritable

    place = CourseDirectory(root=str(course.root), **(_gradebook(course) if db_url is None else {"db_url": db_url}))
    try:
        with opened_once() as shared, shared.holding():
            enter(shared.open(place.db_url, place.course_id), learners)
    except DBAPIError as error:
        raise ReleaseError(str(unwritable(error, place.db_url) or error)) from error


def _refuse_unknown_checks(assignment: Assignment) -> None:
    """Raises ReleaseError where course.yml requires a check that does not exist; only those tests are loaded."""
    requiring = [exercise for exercise in assignment.exercises if exercise.required]
    if requiring:
        from autograder.checks.runner import UnusableTests
        from autograder.grading.tests import ExerciseTests

        try:
            ExerciseTests([exercise.folder for exercise in requiring]).require(requiring)
        except UnusableTests as error:
            raise ReleaseError(str(error)) from None


def _add_checks(assignment: Assignment, folder: Path) -> None:
    """The public tests, and what helps before grading, where `check` and `hint` find them. Raises ReleaseError."""
    from autograder.checks.runner import UnusableTests
    from autograder.grading.answers import AnswersError
    from autograder.grading.recording import help_of

    folder.mkdir()
    for name in assignment.notebooks:
        original = folder / f"{name}{ORIGINAL}"
        original.write_bytes(original_of((folder.parent / f"{name}.ipynb").read_bytes()))
    for exercise in assignment.exercises:
        path = folder / f"{exercise.folder.name}.py"
        shutil.copyfile(exercise.folder / PUBLIC, path)
        earlier = (assignment.release / CHECKS / path.name).with_suffix(HELP)
        before = earlier.read_text(encoding="utf-8") if earlier.is_file() else None
        try:
            reference = reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb"))
            path.with_suffix(HELP).write_text(help_of(exercise.folder, reference, before), encoding="utf-8")
        except (AnswersError, NotebookError, UnusableTests, RuntimeError) as error:
            raise ReleaseError(f"{assignment.id} could not be released: {error}") from error


def _add_practice(course: Course, assignment: Assignment, folder: Path) -> None:
    """The notebooks of quizzes for practice, and their questions with the keys. nbgrader knows nothing of them. Raises
    ReleaseError."""
    from autograder.quiz.notebook import practice_notebook
    from autograder.quiz.question import to_json
    from autograder.quiz.questions import QuizError, load

    for quiz in assignment.practice:
        try:
            file = load(quiz.questions)
        except QuizError as error:
            raise ReleaseError(f"{assignment.id} could not be released: {error}") from error
        nb = with_way(practice_notebook(quiz, file), course_map(course), assignment.id, quiz.notebook)
        text = f"{nbformat.writes(nb, version=4)}\n".encode()
        (folder / f"{quiz.notebook}.ipynb").write_bytes(text)
        (folder / CHECKS / f"{quiz.notebook}{ORIGINAL}").write_bytes(original_of(text))
        (folder / CHECKS / f"{quiz.id}{PRACTICE}").write_bytes(to_json(file))


class Causes(logging.Handler):
    """Remembers the exceptions that nbgrader logs and then replaces by one that says nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if error is not None:
            self.seen.append(error)


def _synchronise(new: Path, old: Path) -> list[Path]:
    """Make folder `old` equal to `new`, touching only files that differ; returns those."""
    wanted = {path.relative_to(new) for path in _files(new)}
    changed = []
    for path in _files(old):
        if path.relative_to(old) not in wanted:
            path.unlink()
            changed.append(path)
    for name in sorted(wanted):
        target = old / name
        if not target.is_file() or target.read_bytes() != (new / name).read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new / name, target)
            changed.append(target)
    return changed


def _files(folder: Path) -> Iterator[Path]:
    # Jupyter keeps its checkpoints beside the notebooks; they are no part of a release.
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and ".ipynb_checkpoints" not in path.parts)
