"""`autograder watch`: what arrives in submitted/ is graded by the steps of `autograder autograde`, one submission at a
time.

This process alone looks, writes files and gradebook, and makes pages; judges work beside it. All that it knows is on
disk: a watch that is killed and started again finds what is due as `autograde` does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from traitlets.config import Config

from autograder.course.learner_id import shown
from autograder.course.model import Assignment, Course
from autograder.gradebook import ledger
from autograder.gradebook.attempts import Attempts
from autograder.gradebook.autograde import readable
from autograder.gradebook.conversion import CHANGED, Notices, enter
from autograder.gradebook.feedback import give_feedback, waiting
from autograder.gradebook.standing import room_for, survey
from autograder.gradebook.transaction import GradebookError, opened_once
from autograder.grading.ahead import Ahead
from autograder.grading.pool import Pool
from autograder.handin import folder as handin
from autograder.handin import lookalike
from autograder.notebook import ordinary
from autograder.watch.arrivals import Arrivals, Place
from autograder.watch.inbound import Inbound
from autograder.watch.queue import Job, Queue
from autograder.watch.sources import Sources
from autograder.watch.turns import Turns

LOOK_SECONDS = 0.5
SOURCES_SECONDS = 5.0
QUEUE_SECONDS = 10.0
# After trouble with the gradebook or its disk: first, and at most.
RETRY_SECONDS = 5.0, 60.0
# Judges that nobody has needed for so long give back their memory; the next submission waits until new ones have
# started.
IDLE_SECONDS = 1800.0
# How long `once` waits for files that do not come to rest.
RESTLESS_SECONDS = 30.0


@dataclass(frozen=True)
class Options:
    """How a watch works: judges at once, where tensors live, seconds without a change that are rest, and whether it
    ends."""

    jobs: int
    device: str
    rest: float
    once: bool


@dataclass
class Told:
    """What has been said and counted, over all readings of course.yml; `say` shows a line."""

    say: Callable[[str], None]
    graded: int = 0
    unchanged: int = 0
    failed: int = 0
    passed_over: int = 0
    lines: set[str] = field(default_factory=set)

    def once(self, line: str) -> bool:
        """Says a line unless it was said before; whether it was new."""
        new = line not in self.lines
        if new:
            self.lines.add(line)
            self.say(line)
        return new


class Service:
    """One reading of course.yml at work. `step` does what can be done right now; the caller waits in between."""

    def __init__(
        self,
        course: Course,
        assignments: Sequence[Assignment],
        config: Config,
        options: Options,
        pool: Pool,
        ahead: Ahead,
        turns: Turns[Place],
        told: Told,
    ) -> None:
        from nbgrader.coursedir import CourseDirectory

        self._course, self._assignments, self._config, self._options = course, assignments, config, options
        self._pool, self._told, self._turns = pool, told, turns
        self._dir = CourseDirectory(config=config, root=str(course.root))
        self._submitted = course.root / str(self._dir.submitted_directory)
        ids = [assignment.id for assignment in assignments]
        self._arrivals = Arrivals(self._submitted, ids, options.rest)
        self._inbound = Inbound(config, self._dir, ids, options.rest)
        self._sources = Sources(course, assignments, options.rest)
        self._bell: SimpleQueue[tuple[str, float]] = SimpleQueue()
        self._queue = Queue(ahead, pool.most, turns, self._bell)
        self._next_look = self._next_sources = self._next_words = self._retry_at = 0.0
        self._delay, self._trouble = RETRY_SECONDS[0], ""
        self._quiet_since = time.monotonic()
        self.must_read_again = False

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def places(self) -> str:
        """Where hand-ins come from, in words."""
        inbound = f" and {self._inbound.folder}" if self._inbound.is_there else ""
        return f"{self._submitted.name}/{inbound}"

    @property
    def is_done(self) -> bool:
        """Whether nothing is left of what was there. What does not come to rest is left in the end, and named."""
        if self._queue or self._next_look == 0 or not self._inbound.is_quiet:
            return False
        restless = self._arrivals.restless()
        if restless and time.monotonic() - self._quiet_since < max(RESTLESS_SECONDS, 3 * self._options.rest):
            return False
        for place in restless:
            self._pass_over(f"{_shown(place)}: is still being written; the next run grades it")
        return True

    def wait(self) -> None:
        """Until something may have happened: a judge is done, a signal came, or it is time to look."""
        try:
            item = self._bell.get(timeout=0 if self._can_write() else LOOK_SECONDS)
            while True:
                learner, seconds = item
                self._turns.had(learner, seconds=seconds)
                item = self._bell.get_nowait()
        except Empty:
            pass

    def wake(self) -> None:
        """Ends `wait`; for signal handlers."""
        self._bell.put(("", 0.0))

    def step(self) -> None:
        """Looks, asks judges, and writes one submission. Raises GradebookError with `once`, else it is tried again
        later."""
        try:
            if time.monotonic() >= self._next_sources:
                self._next_sources = time.monotonic() + (
                    SOURCES_SECONDS if not self._sources_changed() else LOOK_SECONDS
                )
            if time.monotonic() >= max(self._next_look, self._retry_at):
                self._look()
            self._queue.ask()
            if self._can_write():
                self._write(next(self._queue.judged()))
        except (GradebookError, OSError) as error:
            trouble = error if isinstance(error, GradebookError) else GradebookError(f"{error}; run again")
            if self._options.once:
                raise trouble from None
            self._put_off(trouble)
        self._tell_queue()

    def _sources_changed(self) -> bool:
        self.must_read_again = self._sources.have_settled()
        return self._sources.have_changed()

    def _can_write(self) -> bool:
        return time.monotonic() >= self._retry_at and any(True for _ in self._queue.judged())

    def _put_off(self, error: GradebookError) -> None:
        self._retry_at = time.monotonic() + self._delay
        self._delay = min(2 * self._delay, RETRY_SECONDS[1])
        if str(error) != self._trouble:
            self._trouble = str(error)
            self._told.say(f"nothing can be entered for now, and is tried again: {error}")

    def _went_well(self) -> None:
        if self._trouble:
            self._told.say("the gradebook can be used again")
        self._delay, self._trouble = RETRY_SECONDS[0], ""

    def _look(self) -> None:
        begun = time.monotonic()
        self._pool.rest(IDLE_SECONDS)
        for line in self._inbound.collect(lambda learner, id: self._place(student_id=learner, assignment_id=id)):
            self._pass_over(line)
        come = self._arrivals.come()
        for place in self._queue.places():
            if place in come or not self._arrivals.is_at_rest(place):
                self._queue.drop(place)  # it was handed in again meanwhile, or is being written
        if come:
            self._quiet_since = time.monotonic()
        if come and self._sources.have_changed():  # what they say now must not be mixed with what judges have loaded
            self._arrivals.again(come)
            self._next_sources = 0.0
            come = []
        try:
            self._consider(come)
        except BaseException:
            self._arrivals.again(come)
            raise
        # A slow disk is looked at less often, so that looking takes a tenth of the time at most.
        self._next_look = time.monotonic() + max(LOOK_SECONDS, 10 * (time.monotonic() - begun))

    def _consider(self, come: Sequence[Place]) -> None:
        for place in come:
            if not place.assignment:
                self._name_strays(place.name)
        for assignment in self._assignments:
            names = [place.name for place in come if place.assignment == assignment.id]
            if names:
                self._survey(assignment, names)

    def _name_strays(self, name: str) -> None:
        """Says what lies there that is no hand-in but may be meant as one; of a file, for the assignment that it is
        like."""
        is_folder = ordinary.problem(self._submitted / name) == "is a folder"
        likely = sorted(self._assignments, key=lambda assignment: lookalike.meant(name, assignment.notebooks) is None)
        for assignment in likely:
            notes = handin.look(self._course, assignment, self._submitted, learners=[name]).notes
            for note in notes:
                self._pass_over(note)
            if notes and not is_folder:
                return

    def _survey(self, assignment: Assignment, names: Sequence[str]) -> None:
        """Puts those into the queue who are due; makes the pages of the others, where there are none."""
        most, ignored = self._dir.max_dir_size * 1000, self._dir.ignore
        found = handin.look(self._course, assignment, self._submitted, learners=names, ignored=ignored, most=most)
        for note in found.notes:
            self._pass_over(note)
        submitted = {hand_in.learner: hand_in for hand_in in found.hand_ins}
        if not submitted:
            return
        with opened_once() as shared:
            room = room_for(self._course, assignment, self._config, self._options.device, submitted, shared)
            with room.gradebook() as gradebook:
                seen = survey(room, gradebook)
        self._went_well()
        for notice in seen.notices:
            self._told.once(notice)
        for name, reason in seen.spent.items():
            self._told.say(f"{assignment.id}: {name}: not graded: {reason}")
        for name, hand_in in submitted.items():
            if name in seen.due:
                place, origin, keep = Place(name, assignment.id), seen.origin[name], name not in seen.scored
                self._queue.add(Job(place, assignment, hand_in, origin, keep, list(readable(hand_in))))
            else:
                self._told.unchanged += 1
                if self._is_page_old(assignment, hand_in, name in seen.spent):
                    self._write_page(assignment, name)

    def _write(self, job: Job) -> None:
        """Enters a submission whose notebooks are judged, and makes its page."""
        learner, assignment = job.place.name, job.assignment
        if self._sources.have_changed():
            self._next_sources = 0.0
            self._retry_at = time.monotonic() + LOOK_SECONDS  # the judges have seen what is no longer so
            return
        if not self._arrivals.is_unchanged(job.place):
            self._queue.drop(job.place)
            self._arrivals.again([job.place])
            return
        heard = Notices()
        with opened_once() as shared:
            submitted = {learner: job.hand_in}
            room = room_for(self._course, assignment, self._config, self._options.device, submitted, shared)
            entered = enter(room, learner, job.origin, heard, keep=job.keep)
            reason = entered.reason
            with room.gradebook() as gradebook:
                standing = ledger.standing(gradebook, assignment.id, learner) if reason is None else None
        self._went_well()
        self._queue.end(job)
        if reason == CHANGED:
            self._arrivals.again([job.place])
            return
        for line in heard.lines:
            self._told.once(f"{assignment.id}: {line}")
        for line in entered.without:
            self._pass_over(f"{_shown(job.place)}: {line}")
        if job.hand_in.notes:
            self._pass_over(f"{_shown(job.place)}: {'; '.join(job.hand_in.notes)}")
        if reason is None:
            self._told.graded += 1
            self._say_score(job, standing)
        else:
            self._told.failed += 1
            again = "; it is graded again when graders, course.yml or releases change" if entered.is_fault else ""
            self._told.say(f"{_shown(job.place)}: not graded: {reason}{again}")
        try:
            self._write_page(assignment, learner)
        except GradebookError:
            self._arrivals.again([job.place])  # is up to date by then, but for its page
            raise

    def _say_score(self, job: Job, standing: str | None) -> None:
        attempts = Attempts(self._course, job.assignment)
        attempt = f", attempt {attempts.used(job.place.name)} of {attempts.most}" if attempts.most else ""
        self._told.say(f"{_shown(job.place)}: {standing}{attempt}, after {time.monotonic() - job.came:.1f} s")

    def _write_page(self, assignment: Assignment, learner: str) -> None:
        try:
            feedback = give_feedback(self._course, assignment, students=[learner])
        except LookupError:  # nothing of it was ever graded
            return
        for name, reason in feedback.failed:
            if reason == waiting(assignment):  # why it is not graded has been said
                continue
            self._pass_over(f"{assignment.id}: {name}: no page: {reason}")

    def _is_page_old(self, assignment: Assignment, hand_in: handin.HandIn, is_spent: bool) -> bool:
        """Whether a learner's pages are older than what they show: a kill may come before them."""
        folders = (self._dir.autograded_directory, self._dir.feedback_directory)
        graded, pages = (self._course.root / str(folder) / hand_in.learner / assignment.id for folder in folders)
        shown = [(path, pages / f"{path.stem}.html") for path in graded.glob("*.ipynb")]
        made = [_time(page) for _, page in shown]
        newest = [_time(path) for path, _ in shown]
        newest += [_time(path) for path in hand_in.notebooks] if is_spent else []
        return bool(shown) and min(made) <= max(newest)

    def _place(self, **ids: str) -> Any:
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self._config, root=str(self._course.root), **ids)

    def _pass_over(self, line: str) -> None:
        if self._told.once(line):
            self._told.passed_over += 1

    def _tell_queue(self) -> None:
        now, waiting = time.monotonic(), len(self._queue)
        if waiting <= self._pool.most or now < self._next_words:
            return
        seconds = self._queue.seconds_left()
        self._next_words = now + QUEUE_SECONDS
        about = "" if seconds is None else f", for some {_rounded(seconds)}"
        self._told.say(f"{waiting} submissions wait{about}")


def _shown(place: Place) -> str:
    return f"{place.assignment}: {shown(place.name)}" if place.assignment else shown(place.name)


def _time(path: Path) -> float:
    try:
        status = path.lstat()
    except OSError:
        return 0.0
    return max(status.st_mtime, status.st_ctime)


def _rounded(seconds: float) -> str:
    if seconds < 90:
        return f"{max(round(seconds / 5) * 5, 5)} seconds"
    return f"{round(seconds / 60)} minutes"
