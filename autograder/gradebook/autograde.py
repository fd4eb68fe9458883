"""`autograder autograde`: nbgrader's own autograding, fed by judges that work side by side.

One process, this one, writes files and gradebook, and it does so through nbgrader's converter: the same files and rows
as `nbgrader autograde` makes, late penalties and manual grades included. Only submissions that are new or changed are
graded.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from autograder.course.model import Assignment, Course
from autograder.gradebook import lateness, ledger
from autograder.gradebook.config import nbgrader_config
from autograder.gradebook.conversion import Notices, enter
from autograder.gradebook.penalties import reassessed
from autograder.gradebook.standing import Room, Survey, room_for, survey
from autograder.gradebook.transaction import opened_once
from autograder.grading.ahead import Ahead, working_ahead
from autograder.grading.judges import Nursery, pool_of_judges
from autograder.grading.pool import Pool
from autograder.handin import folder as handin
from autograder.handin.folder import HandIn, Submitted

Progress = Callable[[int, bool], None]
# A note about more learners than this is one line, which names some of them.
_MOST_ALIKE = 5
_NAMED = 3


@dataclass(frozen=True)
class Autograded:
    """Which learners' submissions were graded, were up to date, or could not be graded (with the reason).

    `notices` are lines about what was graded and deserves a look; `passed_over` has one for everything else in
    submitted/ that was neither graded nor copied, and for each notebook that cannot be read beside others that were
    graded. `late` says of each learner who was late by how much, and what it cost. `nothing` says that nobody has or
    had anything to be graded.
    """

    graded: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    notices: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    nothing: bool = False


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
    progress: Progress = lambda total, failed: None,
) -> Autograded:
    """Autogrades the submissions of `students`, by default of all who handed in.

    `progress` is called after each with the number of all that are due and whether this one failed. An interrupt keeps
    what is done; the next run goes on from there.
    `jobs` are at work at once: on this machine, by default one, judges of `nursery` where there is one already; on the
    cluster of `scheduler`, see `cluster`. Raises LookupError for an unknown learner, NoGraders, and GradebookError.
    """
    config = nbgrader_config(course)
    found = handed_in(course, assignment, config, students)
    submitted = {hand_in.learner: hand_in for hand_in in found.hand_ins}
    with contextlib.chdir(course.root), opened_once() as shared:
        room = room_for(course, assignment, config, device, submitted, shared)
        heard = Notices()
        with room.gradebook() as gradebook:
            seen = survey(room, gradebook, force=force)
            # Of learners who were named and are not there, `handed_in` has spoken.
            gone = [] if students else ledger.gone(gradebook, assignment, room.place().submitted_directory, submitted)
        heard.lines += [*seen.notices, *(f"{name}: not graded: {reason}" for name, reason in seen.spent.items())]
        files = [path for name in seen.due for path in readable(submitted[name])]
        with (
            _pool(course, assignment, device, jobs, scheduler, nursery, len(files)) as pool,
            working_ahead(pool, device) as ahead,
        ):
            for path in files:
                ahead.add(assignment, path)
            without: list[str] = []
            failed = dict(_graded(room, seen, ahead, heard, without, progress))
        with room.gradebook() as gradebook:
            current = room.lying(name for name in submitted if name not in failed and name not in seen.spent)
            failed |= reassessed(gradebook, shared, room.place().db_url, course, assignment, config, current)
            late = tuple(lateness.brief(lateness.of_class(gradebook, assignment), assignment.late))
    done = [name for name in submitted if name not in failed]
    return Autograded(
        tuple(name for name in done if name in seen.due),
        tuple(name for name in done if name not in seen.due),
        tuple(failed.items()),
        tuple(heard.lines),
        (*without, *lines_about(found), *gone),
        late,
        found.nothing and not gone,
    )


def _graded(
    room: Room, seen: Survey, ahead: Ahead, heard: Notices, without: list[str], progress: Progress
) -> Iterator[tuple[str, str]]:
    """Grades those that are due; yields the learners who could not be graded, each with the reason.

    `without` gets a line for each notebook that was not graded, beside others that were.
    """
    for name in seen.due:
        files = readable(room.submitted[name])
        ahead.wait(files)  # before the transaction begins, which keeps others from writing
        entered = enter(room, name, seen.origin[name], heard, keep=name not in seen.scored)
        ahead.forget(files)
        without += [f"{name}: {line}" for line in entered.without]
        if entered.reason is not None:
            yield name, entered.reason
        progress(len(seen.due), entered.reason is not None or bool(entered.without))


@contextlib.contextmanager
def _pool(
    course: Course,
    assignment: Assignment,
    device: str,
    jobs: int | None,
    scheduler: str | None,
    nursery: Nursery | None,
    files: int,
) -> Iterator[Pool]:
    """What grades: this machine's judges, or a cluster's; nothing to do needs no cluster."""
    if scheduler is None or not files:
        yield pool_of_judges(course, [assignment.id], device, min(jobs or 1, files or 1), nursery)
        return
    from autograder.cluster.client import connected

    with connected(scheduler, course, device, jobs, files) as pool:
        yield pool


def handed_in(course: Course, assignment: Assignment, config: Config, students: Sequence[str] = ()) -> Submitted:
    """What lies in submitted/, of `students` or of all. Raises LookupError for one of them who handed in nothing."""
    from nbgrader.coursedir import CourseDirectory

    place = CourseDirectory(config=config, root=str(course.root))
    folder = course.root / str(place.submitted_directory)
    most = place.max_dir_size * 1000
    found = handin.look(course, assignment, folder, learners=students, ignored=place.ignore, most=most)
    there = {hand_in.learner for hand_in in found.hand_ins}
    missing = [student for student in students if student not in there]
    if missing and not found.notes:
        raise LookupError(f"nothing was handed in for {assignment.id} by {', '.join(missing)}")
    return found


def readable(hand_in: HandIn) -> Sequence[Path]:
    """The notebooks that judges are asked about."""
    return hand_in.notebooks if hand_in.refused is None else ()


def lines_about(found: Submitted) -> tuple[str, ...]:
    """What is to be known of the hand-ins; one line for what is the same of many learners."""
    of = Counter(note for hand_in in found.hand_ins for note in hand_in.notes)
    common = {note: [h.learner for h in found.hand_ins if note in h.notes] for note in of if of[note] > _MOST_ALIKE}
    return (
        *found.notes,
        *(f"{hand_in.learner}: {note}" for hand_in in found.hand_ins for note in hand_in.notes if note not in common),
        *(
            f"{len(learners)} learners: {note} ({', '.join(learners[:_NAMED])} and {len(learners) - _NAMED} more)"
            for note, learners in common.items()
        ),
    )
