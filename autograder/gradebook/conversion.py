"""One learner's submission through nbgrader's converter: its files, its rows, its stamp; all of them, or what was there
before."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from autograder.gradebook import ledger
from autograder.gradebook.attempts import Attempts, work_of
from autograder.gradebook.interrupted import until_kept
from autograder.gradebook.release import Causes
from autograder.gradebook.stamps import FILE as STAMPS
from autograder.gradebook.standing import Room, is_still
from autograder.gradebook.transaction import GradebookError, unwritable
from autograder.handin import folder as handin
from autograder.handin.folder import HandIn

LOCK = ".autograder-lock"
CHANGED = "its files changed while they were graded; run again"


@dataclass(frozen=True)
class Entered:
    """What became of a submission: `reason` says why nothing of it was graded, None where something was.

    `without` has a line for each notebook that was not graded, beside others that were; `is_fault` says that the reason
    is a fault of the grader.
    """

    reason: str | None = None
    without: tuple[str, ...] = ()
    is_fault: bool = False


def enter(room: Room, learner: str, origin: str, heard: Notices, *, keep: bool) -> Entered:
    """Grades one learner's submission and enters it in the gradebook.

    `origin` is what it is graded from, see `origins`. Without `keep` a failure changes nothing in the gradebook: the
    rows of an earlier submission stand as they are. Results that were worked out ahead are used. Raises GradebookError.
    """
    hand_in = room.submitted[learner]
    with alone(room.course.root):
        attempts = Attempts(room.course, room.assignment)
        if attempts.is_spent(hand_in):
            return Entered(attempts.spent)
        work, broken = work_of(hand_in.notebooks), ""
        entered = convert(room, hand_in, origin, heard, keep=keep)
        if entered.reason is not None:
            return entered
        if entered.without:
            broken = work_of(handin.unreadable(hand_in.notebooks))
        with room.gradebook() as gradebook:
            scores = ledger.scores(gradebook, room.assignment, learner).get(learner, "")
            standing = ledger.standing(gradebook, room.assignment.id, learner)
        # Not before the scores are entered: what a kill leaves in between is graded again, and counted then.
        attempts.count(learner, work, standing, broken)
        try:
            # What is not whole is never up to date: each run looks at it again, and says what is missing.
            room.stamps.set(learner, "" if entered.without else origin, scores)
        except OSError as error:
            raise unwritable(error, str(room.course.root / STAMPS)) or error from None
    return entered


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Within, no other process enters a submission in this course: two commands at once take turns."""
    try:
        descriptor = os.open(root / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise unwritable(error, str(root / LOCK)) or error from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class _Undone(Exception):
    """Takes back what a submission that could not be graded has left in the gradebook."""


def convert(
    room: Room, hand_in: HandIn, origin: str, heard: Notices, *, keep: bool = True, notebook: str = "*"
) -> Entered:
    """Runs nbgrader's converter for one learner, in one transaction. `origin` and `keep` as for `enter`.

    With a `notebook`, it touches that one alone. Of files that have changed meanwhile nothing is entered: what was read
    need not be what lies there now.

    Raises GradebookError where no other learner's submission could be graded either; nothing of this one is kept then.
    """
    entered = Entered()
    try:
        with contextlib.suppress(_Undone), until_kept(), room.shared.holding():
            found = _converted(room, hand_in, heard, notebook)
            if isinstance(found, GradebookError):
                raise found
            entered = found
            if entered.reason is None and not is_still(origin, hand_in):
                entered = Entered(CHANGED)
                shutil.rmtree(room.destination(hand_in.learner), ignore_errors=True)
                raise _Undone
            if entered.reason is not None and not keep:
                raise _Undone
    except DBAPIError as error:  # the gradebook takes nothing of what was graded
        shutil.rmtree(room.destination(hand_in.learner), ignore_errors=True)
        raise unwritable(error, room.place().db_url) or error from None
    return entered


class Notices(logging.Handler):
    """Collects what `plugin.Grade` says about a submission that it has graded."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if hasattr(record, "notice"):
            self.lines.append(record.getMessage())


def _converted(room: Room, hand_in: HandIn, heard: Notices, notebook: str) -> Entered | GradebookError:
    from autograder.gradebook.converters import CarefulAutograde
    from autograder.gradebook.plugin import NotGraded

    log = logging.Logger("autograder.gradebook.conversion", logging.WARNING)  # nobody reads the rest
    causes = Causes()
    log.addHandler(causes)
    log.addHandler(heard)
    place = room.place(assignment_id=room.assignment.id, student_id=hand_in.learner, notebook_id=notebook)
    converter = CarefulAutograde(coursedir=place, config=room.config, log=log, force=True)
    converter.given = [hand_in]  # which was looked at for the whole class
    try:
        converter.start()
    except Exception as error:  # noqa: BLE001  nbgrader raises what it likes; the class goes on
        cause = causes.seen[-1] if causes.seen else error
        reason = converter.reasons.get(hand_in.learner) or " ".join(str(cause).split())
        return unwritable(cause, place.db_url) or Entered(
            reason or type(cause).__name__, is_fault=isinstance(cause, NotGraded)
        )
    return Entered(without=tuple(converter.without.get(hand_in.learner, ())))
