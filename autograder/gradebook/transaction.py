"""nbgrader's gradebook, opened once for a command, and written in one transaction per submission.

nbgrader opens the gradebook anew at six or seven places for each notebook, and commits some seventeen times: every
opening makes a SQLAlchemy engine, looks for all tables and compiles every statement again. Its modules each have the
name `Gradebook`; `opened_once` puts another function behind that name, which gives all of them the same open gradebook,
and `holding` makes what they commit wait until the submission is whole. Everything else is nbgrader's own code.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy.exc import DBAPIError, IntegrityError, SAWarning
from sqlalchemy.orm import Session, scoped_session, sessionmaker

# Where the gradebook is opened while submissions are graded, pages are made or an assignment is released.
_OPENERS = (
    "autograder.gradebook.heading",
    "autograder.gradebook.plugin",
    "nbgrader.converters.autograde",
    "nbgrader.converters.generate_assignment",
    "nbgrader.preprocessors.getgrades",
    "nbgrader.preprocessors.latesubmissions",
    "nbgrader.preprocessors.overwritecells",
    "nbgrader.preprocessors.overwritekernelspec",
    "nbgrader.preprocessors.saveautogrades",
    "nbgrader.preprocessors.savecells",
)
# No later submission fares better after one of these.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)


class GradebookError(Exception):
    """The gradebook or its disk cannot be written, so no submission can be graded; one line that says what to do."""


class _HeldSession(Session):
    """A session whose `commit` writes to its transaction and forgets what it read, but ends it only when not `held`."""

    held = False

    def commit(self) -> None:
        if self.held:
            self.flush()
            self.expire_all()  # as after a commit: what is read next comes from the database
        else:
            super().commit()


class _SharedGradebook(Gradebook):  # type: ignore[misc]  # nbgrader has no types
    db: Any

    def __init__(self, db_url: str, course_id: str) -> None:
        super().__init__(db_url, course_id)
        self.db.remove()
        self.db = scoped_session(sessionmaker(class_=_HeldSession, bind=self.engine, future=True))
        self._courses = {course_id}

    def opened(self, course_id: str) -> _SharedGradebook:
        if course_id not in self._courses:
            self.check_course(course_id)
            self._courses.add(course_id)
        self.course_id = course_id
        return self

    def close(self) -> None:
        """What nbgrader calls when it is done with it: the next one who opens it reads the database again."""
        if self.db().held:
            self.db.expunge_all()
        else:
            self.db.remove()

    def hold(self) -> None:
        self.db().held = True

    def end(self, *, keep: bool) -> None:
        """Ends the held transaction: all of it is written, or nothing."""
        self.db().held = False
        try:
            if keep:
                self.db.commit()
        finally:
            self._courses.clear()  # one that was added in the transaction may be gone with it
            self.db.remove()

    def dispose(self) -> None:
        super().close()


class Shared:
    """The gradebooks that a command has opened, by their database."""

    def __init__(self) -> None:
        self._open: dict[str, _SharedGradebook] = {}
        self._held = False

    def open(self, db_url: str, course_id: str = "default_course", authenticator: Any = None) -> Any:
        """In place of nbgrader's `Gradebook(...)`."""
        if db_url not in self._open:
            self._open[db_url] = _SharedGradebook(db_url, course_id)
            if self._held:
                self._open[db_url].hold()
        gradebook = self._open[db_url].opened(course_id)
        gradebook.authenticator = authenticator
        return gradebook

    @contextlib.contextmanager
    def holding(self) -> Iterator[None]:
        """Within, nothing is committed; at its end everything is, or nothing where an exception leaves it."""
        self._held = True
        for gradebook in self._open.values():
            gradebook.hold()
        keep = False
        try:
            yield
            keep = True
        finally:
            self._held = False
            for gradebook in self._open.values():
                gradebook.end(keep=keep)

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1].dispose()


def share() -> Shared:
    """From now on this process opens each gradebook once. Only for commands that end with their work.

    A server must not do so: a gradebook file that somebody replaces would still be read and written by it.
    """
    shared = Shared()
    for name in _OPENERS:
        import_module(name).Gradebook = shared.open  # type: ignore[attr-defined]
    return shared


@contextlib.contextmanager
def opened_once() -> Iterator[Shared]:
    """Within, nbgrader opens each gradebook once, and its errors are not logged as well: they are raised."""
    shared = share()
    log = logging.getLogger("tornado.application")
    disabled, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # about nbgrader's ways with SQLAlchemy
            yield shared
    finally:
        log.disabled = disabled
        for name in _OPENERS:
            import_module(name).Gradebook = Gradebook  # type: ignore[attr-defined]
        shared.close()


def unwritable(error: BaseException, gradebook: str) -> GradebookError | None:
    """What `error` says about all submissions; None if it is this one's own matter."""
    database = _of_the_database(error)
    if database is not None:
        what = " ".join(str(database.orig).split())
        return GradebookError(
            f"the gradebook {gradebook} cannot be used ({what}); what was graded before is kept: free it, then run again"
        )
    if isinstance(error, OSError) and error.errno in _FULL:
        return GradebookError(
            f"{error.filename or 'a file'} cannot be written ({error.strerror}); what was graded before is kept:"
            " make room, then run again"
        )
    return None


def _of_the_database(error: BaseException) -> DBAPIError | None:
    """nbgrader raises errors of its own while it handles those of the database."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, DBAPIError) and not isinstance(found, IntegrityError):
            return found
        found = found.__cause__ or found.__context__
    return error if isinstance(error, DBAPIError) else None
