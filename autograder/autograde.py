"""`autograder autograde`: nbgrader's own autograding, fed by judges that work side by side.

One process, this one, writes files and gradebook, and it does so through nbgrader's converter: the same files and rows as
`nbgrader autograde` makes, late penalties and manual grades included. Only submissions that are new or changed are graded.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from autograder import handin, ordinary
from autograder.ahead import working_ahead
from autograder.course import Assignment, Course
from autograder.fingerprint import files_and_versions
from autograder.gradebook import GradebookError, Shared, opened_once, unwritable
from autograder.handin import HandIn, Submitted
from autograder.judge.pool import Nursery
from autograder.nbfile import MAX_BYTES
from autograder.release import Causes, nbgrader_config
from autograder.unfinished import until_kept

_STAMPS = ".autograder-stamps.jsonl"


@dataclass(frozen=True)
class Outcome:
    """Which learners' submissions were graded, were up to date, or could not be graded (with the reason).

    `notices` are lines about what was graded and deserves a look; `passed_over` has one for everything else in submitted/
    that was neither graded nor copied.
    """

    graded: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    notices: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


def autograde(
    course: Course,
    assignment: Assignment,
    *,
    students: Sequence[str] = (),
    jobs: int | None = None,
    force: bool = False,
    device: str = "cpu",
    scheduler: str | None = None,
    nursery: Nursery | None = None,
    progress: Callable[[int, bool], None] = lambda total, failed: None,
) -> Outcome:
    """Autogrades the submissions of `students`, by default of all who handed in.

    `progress` is called after each with the number of all that are due and whether this one failed. An interrupt keeps what is done; the next run goes on from there.
    `jobs`, `scheduler` and `nursery`: see `ahead.working_ahead`. Raises LookupError for an unknown learner, NoGraders,
    and GradebookError.
    """
    config = nbgrader_config(course)
    found = _found(course, assignment, config, students)
    submitted = {hand_in.learner: hand_in for hand_in in found.hand_ins}
    stamps = _Stamps(course.root / _STAMPS, assignment.id)
    common = json.dumps(files_and_versions(course))
    wanted = {student: _stamp(common, hand_in) for student, hand_in in submitted.items()}
    due = [
        student
        for student in submitted
        if force
        or submitted[student].refused is not None
        or stamps.get(student) != wanted[student]
        or not _destination(course, config, assignment, student).is_dir()
    ]
    graded, failed, heard = [], [], _Notices()
    files = [path for student in due for path in _readable(submitted[student])]
    with (
        _in_folder(course.root),
        opened_once() as gradebook,
        # Nothing to do needs no cluster.
        working_ahead(
            course,
            assignment,
            files,
            device=device,
            jobs=jobs,
            scheduler=scheduler if files else None,
            nursery=nursery,
        ) as ahead,
    ):
        for student in due:
            ahead.wait(_readable(submitted[student]))  # before the transaction begins, which keeps others from writing
            reason = _convert(config, course, assignment, submitted[student], gradebook, heard)
            if reason is None:
                try:
                    stamps.set(student, wanted[student])
                except OSError as error:
                    raise unwritable(error, str(course.root / _STAMPS)) or error from None
                graded.append(student)
            else:
                failed.append((student, reason))
            progress(len(due), reason is not None)
    unchanged = tuple(student for student in submitted if student not in due)
    return Outcome(tuple(graded), unchanged, tuple(failed), tuple(heard.lines), _lines_about(found))


def _convert(
    config: Config, course: Course, assignment: Assignment, hand_in: HandIn, gradebook: Shared, heard: _Notices
) -> str | None:
    """Runs nbgrader's converter for one learner, in one transaction; the reason when it fails.

    Raises GradebookError where no other learner's submission could be graded either; nothing of this one is kept then.
    """
    try:
        with until_kept(), gradebook.holding():
            reason = _reason(config, course, assignment, hand_in, heard)
            if isinstance(reason, GradebookError):
                raise reason
    except DBAPIError as error:  # the gradebook takes nothing of what was graded
        shutil.rmtree(_destination(course, config, assignment, hand_in.learner), ignore_errors=True)
        raise unwritable(error, _place(course, config).db_url) or error from None
    return reason


class _Notices(logging.Handler):
    """Collects what `nbgrader_plugin.Grade` says about a submission that it has graded."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if hasattr(record, "notice"):
            self.lines.append(record.getMessage())


def _reason(
    config: Config, course: Course, assignment: Assignment, hand_in: HandIn, heard: _Notices
) -> str | GradebookError | None:
    from autograder.converters import CarefulAutograde

    log = logging.Logger("autograder.autograde", logging.WARNING)  # nobody reads the rest
    causes = Causes()
    log.addHandler(causes)
    log.addHandler(heard)
    place = _place(course, config, assignment_id=assignment.id, student_id=hand_in.learner)
    converter = CarefulAutograde(coursedir=place, config=config, log=log, force=True)
    converter.given = [hand_in]  # which was looked at for the whole class
    try:
        converter.start()
    except Exception as error:  # noqa: BLE001  nbgrader raises what it likes; the class goes on
        cause = causes.seen[-1] if causes.seen else error
        reason = converter.reasons.get(hand_in.learner) or " ".join(str(cause).split())
        return unwritable(cause, place.db_url) or reason or type(cause).__name__
    return None


def _found(course: Course, assignment: Assignment, config: Config, students: Sequence[str]) -> Submitted:
    place = _place(course, config)
    folder = course.root / str(place.submitted_directory)
    most = place.max_dir_size * 1000
    found = handin.look(course, assignment, folder, learners=students, ignored=place.ignore, most=most)
    there = {hand_in.learner for hand_in in found.hand_ins}
    missing = [student for student in students if student not in there]
    if missing and not found.notes:
        raise LookupError(f"nothing was handed in for {assignment.id} by {', '.join(missing)}")
    return found


def _readable(hand_in: HandIn) -> Sequence[Path]:
    return hand_in.notebooks if hand_in.refused is None else ()


def _lines_about(found: Submitted) -> tuple[str, ...]:
    return (
        *found.notes,
        *(f"{hand_in.learner}: {note}" for hand_in in found.hand_ins for note in hand_in.notes),
    )


def _destination(course: Course, config: Config, assignment: Assignment, student: str) -> Path:
    return course.root / str(_place(course, config).autograded_directory) / student / assignment.id


def _place(course: Course, config: Config, **ids: str) -> Any:
    """Where nbgrader looks for things, by the course's configuration."""
    from nbgrader.coursedir import CourseDirectory

    return CourseDirectory(config=config, root=str(course.root), **ids)


def _stamp(common: str, hand_in: HandIn) -> str:
    digest = hashlib.sha256(common.encode())
    for path in sorted((*hand_in.notebooks, hand_in.folder / "timestamp.txt")):
        try:
            data = ordinary.read(path, MAX_BYTES + 1)
        except ordinary.NotOrdinary as problem:  # what it is, or that it is not there, is a reason to look again
            data = str(problem).encode()
        digest.update(f"\0{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


class _Stamps:
    """What each learner's graded submission was made from; a lost or broken file only means grading again.

    One line of JSON for each, the last one counts: a kill may leave half a line, and the cost does not grow with the class.
    """

    def __init__(self, path: Path, assignment: str) -> None:
        self._path, self._assignment = path, assignment
        self._stamps = dict(_lines(path))

    def get(self, student: str) -> str | None:
        return self._stamps.get((self._assignment, student))

    def set(self, student: str, stamp: str) -> None:
        self._stamps[self._assignment, student] = stamp
        line = json.dumps([self._assignment, student, stamp])
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")  # whatever a kill left before it stands on a line of its own


def _lines(path: Path) -> Iterator[tuple[tuple[str, str], str]]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in filter(None, text.splitlines()):
        with contextlib.suppress(ValueError):
            entry = json.loads(line)
            if isinstance(entry, list) and len(entry) == 3 and all(isinstance(part, str) for part in entry):
                yield (entry[0], entry[1]), entry[2]


@contextlib.contextmanager
def _in_folder(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
