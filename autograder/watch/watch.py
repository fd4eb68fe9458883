"""The frame around the service: one watch for each course, signals, and reading everything again when it has changed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.course.fingerprint import files_and_versions
from autograder.course.load import load
from autograder.course.model import Course, CourseError
from autograder.gradebook.config import nbgrader_config
from autograder.gradebook.transaction import unwritable
from autograder.grading.ahead import working_ahead
from autograder.grading.judges import Nursery, pool_of_judges
from autograder.watch.arrivals import Place
from autograder.watch.service import LOOK_SECONDS, Options, Service, Told
from autograder.watch.turns import Turns

LOCK = ".autograder-watch"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Busy(Exception):
    """Another watch is at work on this course."""


class Outdated(Exception):
    """The program itself was changed while it ran."""


class Ending:
    """Whether a signal asks for an end. What is being written is written; a second signal ends at once."""

    def __init__(self) -> None:
        self.asked = False
        self.service: Service | None = None

    def __call__(self, number: int, frame: Any) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        if self.service is not None:
            self.service.wake()


def watch(course: Course, assignments: Sequence[str], options: Options, say: Callable[[str], None]) -> tuple[Told, int]:
    """Grades what arrives until a signal comes, or with `once` until all is done; what was done, and how many still
    wait.

    Raises Busy, Outdated, and with `once` GradebookError.
    """
    told, turns = Told(say), Turns[Place]()
    program = _program(course, assignments)
    with _only_one(course.root), contextlib.chdir(course.root), _signals() as ending:
        while True:
            left = _sit(course, assignments, options, turns, told, ending)
            if left is not None:
                return told, left
            read = _read_again(course, told, ending)
            if read is None:
                return told, 0
            course = read
            assignments = [id for id in assignments if id in {a.id for a in course.assignments}]
            if _program(course, assignments) != program:
                raise Outdated("autograder itself has changed; start the watch again")


def _sit(
    course: Course,
    assignments: Sequence[str],
    options: Options,
    turns: Turns[Place],
    told: Told,
    ending: Ending,
) -> int | None:
    """Works with one reading of course.yml; how many submissions wait at the end, None where it must be read again."""
    config = nbgrader_config(course)
    nursery = Nursery(course.layout.course_file, assignments, options.device)
    pool = pool_of_judges(course, assignments, options.device, options.jobs, nursery)
    # Judges load while nothing has come yet; a run that may find nothing to do starts none before they are needed.
    early = contextlib.nullcontext() if options.once else nursery.early()
    chosen = [course.assignment(id) for id in assignments]
    with early, working_ahead(pool, options.device) as ahead:
        service = Service(course, chosen, config, options, pool, ahead, turns, told)
        ending.service = service
        if not options.once:
            told.once(f"watching {service.places} for {', '.join(assignments)}; Ctrl-C ends it")
        while not ending.asked:
            service.step()
            if service.must_read_again:
                return None
            if options.once and service.is_done:
                return 0
            service.wait()
        return service.waiting


def _read_again(course: Course, told: Told, ending: Ending) -> Course | None:
    """The course as it is now; while it is broken that is said, and waited for. None where a signal asks for the end."""
    said = ""
    while not ending.asked:
        try:
            read = load(course.layout.course_file, check_pieces=False)
            nbgrader_config(read)
        except CourseError as error:
            if str(error) != said:
                said = str(error)
                told.say(f"nothing is graded until this is mended:\n{said}")
            time.sleep(LOOK_SECONDS)
        else:
            told.say("course.yml, graders or releases have changed: what they decide is graded again")
            return read
    return None


def _program(course: Course, assignments: Sequence[str]) -> dict[str, str]:
    """Digests of this package's own files, and versions."""
    found = files_and_versions(course, course.assignment(assignments[0])) if assignments else {}
    return {name: digest for name, digest in found.items() if name.endswith(" (package)")}


@contextlib.contextmanager
def _only_one(root: Path) -> Iterator[None]:
    """Within, no other watch begins on this course. Raises Busy, and GradebookError on a disk that is full."""
    try:
        file = open(root / LOCK, "a+")  # noqa: SIM115  closed below
    except OSError as error:
        raise unwritable(error, str(root / LOCK)) or error from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Busy(
                f"a watch is at work on this course already, process {file.read(20).strip()}; end it first"
            ) from None
        file.truncate(0)
        with contextlib.suppress(OSError):  # its number is for the other's message alone
            file.write(f"{os.getpid()}\n")
            file.flush()
        yield


@contextlib.contextmanager
def _signals() -> Iterator[Ending]:
    ending = Ending()
    before = {number: signal.signal(number, ending) for number in _SIGNALS}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
