"""Which submissions of an assignment are up to date: graded from what is there now, with their scores in the gradebook."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from autograder.course.fingerprint import files_and_versions, release_of, steps
from autograder.course.model import Assignment, Course, Exercise, Quiz
from autograder.gradebook import entries, extensions, late, ledger, penalties
from autograder.gradebook.attempts import Attempts
from autograder.gradebook.interrupted import MARK
from autograder.gradebook.stamps import FILE as STAMPS
from autograder.gradebook.stamps import Stamps
from autograder.gradebook.transaction import GradebookError, Shared, unwritable
from autograder.handin.folder import HandIn
from autograder.notebook import ordinary
from autograder.notebook.file import MAX_BYTES
from autograder.report import store as kept


@dataclass(frozen=True)
class Room:
    """The submissions of one assignment, by learner, and the gradebook into which their scores go."""

    course: Course
    assignment: Assignment
    config: Config
    device: str
    submitted: dict[str, HandIn]
    stamps: Stamps
    shared: Shared

    def place(self, **ids: str) -> Any:
        """Where nbgrader looks for things, by the course's configuration."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config, root=str(self.course.root), **ids)

    def destination(self, learner: str) -> Path:
        return self.course.root / str(self.place().autograded_directory) / learner / self.assignment.id

    def lying(self, learners: Iterable[str]) -> list[late.Submission]:
        return [late.Submission(self.submitted[name].folder, name, self.assignment.id) for name in learners]

    @contextlib.contextmanager
    def gradebook(self) -> Iterator[Any]:
        """The gradebook, closed after the block. One that cannot be read or written there is one line: GradebookError."""
        place = self.place()
        try:
            with self.shared.open(place.db_url, place.course_id) as gradebook:
                yield gradebook
        except DBAPIError as error:
            raise unwritable(error, place.db_url) or error from None


def room_for(
    course: Course, assignment: Assignment, config: Config, device: str, submitted: dict[str, HandIn], shared: Shared
) -> Room:
    """The submissions with what is remembered of them; `shared` is the gradebook, opened once."""
    return Room(course, assignment, config, device, submitted, Stamps(course.root / STAMPS, assignment.id), shared)


@dataclass(frozen=True)
class Survey:
    """What is to be done: the learners who are `due`, what each submission is graded from, and lines worth knowing.

    Of those who are `scored` an earlier score stands, with all that belongs to it, when theirs cannot be graded. Those
    who are `spent`, each with the reason, have handed in something after their last attempt: nothing is done about
    them.
    """

    due: tuple[str, ...]
    spent: dict[str, str]
    scored: frozenset[str]
    origin: dict[str, str]
    notices: tuple[str, ...]


def survey(room: Room, gradebook: Any, *, force: bool = False) -> Survey:
    """Has the gradebook agree with course.yml, and says which submissions are to be graded, all of them with `force`.

    Raises GradebookError where the assignment has to be released first.
    """
    notices = agree(room, gradebook)
    mended = entries.complete(gradebook, room.assignment.id)
    held = ledger.scores(gradebook, room.assignment)
    origin, attempts = origins(room), Attempts(room.course, room.assignment)
    spent = {name: attempts.spent for name, hand_in in room.submitted.items() if attempts.is_spent(hand_in)}
    due = tuple(
        name
        for name in room.submitted
        if name not in spent
        and (force or name in mended or not is_up_to_date(room, name, origin[name], held.get(name)))
    )
    return Survey(due, spent, frozenset(ledger.scored(held)), origin, (*notices, *attempts.problems))


def agree(room: Room, gradebook: Any) -> list[str]:
    """Has the gradebook agree with course.yml before anything is graded; what is worth knowing, one line each.

    Raises GradebookError where the assignment has to be released first.
    """
    assignment = room.assignment
    missing = ledger.disagreement(gradebook, assignment)
    if missing is not None:
        raise GradebookError(
            f"the gradebook {room.place().db_url} does not have {assignment.id} as course.yml has it: {missing};"
            f" run `autograder release {assignment.id}`, then again"
        )
    notes = [
        late.enter_due_date(gradebook, assignment),
        *extensions.enter(gradebook, room.course, assignment),
        *extensions.unplaced(gradebook, room.course, assignment, room.submitted),
        penalties.unused(assignment, room.config),
        late.uncounted(room.course, room.config, room.lying(room.submitted)),
    ]
    return [note for note in notes if note is not None]


def origins(room: Room) -> dict[str, str]:
    """By learner, what a submission is graded from: a digest of what all exercises share, one of each exercise, and one
    of its files."""
    files = files_and_versions(room.course, room.assignment)
    parts = {part.id: _own(room, part) for name in room.assignment.notebooks for part in room.assignment.parts(name)}
    own = {
        id: {path: files.pop(path) for path in sorted(files) if path.startswith(place)} for id, place in parts.items()
    }
    shared = _digest_of([files, release_of(room.assignment), steps(room.config), room.device])
    each = ",".join(f"{id}={_digest_of(its)[:16]}" for id, its in own.items())
    return {learner: f"{shared} {each} {_digest(hand_in)}" for learner, hand_in in room.submitted.items()}


def differs_only_in(part: str, one: str, other: str) -> bool:
    """Whether two of what `origins` gives are the same but for the grader of one exercise or quiz."""
    apart = []
    for origin in (one, other):
        shared, each, files = (*origin.split(" "), "", "", "")[:3]
        apart.append((shared, [it for it in each.split(",") if it.partition("=")[0] != part], files))
    return apart[0] == apart[1]


def _own(room: Room, part: Exercise | Quiz) -> str:
    """How the paths of a part's own files begin, from the course's folder."""
    if isinstance(part, Quiz):
        return str(part.questions.relative_to(room.course.root))
    return f"{part.folder.relative_to(room.course.root)}/"


def _digest_of(data: object) -> str:
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()


def is_still(origin: str, hand_in: HandIn) -> bool:
    """Whether the learner's files are those of which `origins` has made this."""
    return origin.endswith(f" {_digest(hand_in)}")


def is_up_to_date(room: Room, learner: str, origin: str, scores: str | None) -> bool:
    """Whether the submission was graded from the same, the gradebook holds what was entered then, and its files are
    there."""
    hand_in = room.submitted[learner]
    if hand_in.refused is not None or room.stamps.get(learner) != (origin, scores):
        return False
    if (room.destination(learner) / MARK).exists():  # what it had was being written again when that was interrupted
        return False
    names = [path.stem for path in hand_in.notebooks if path.stem in room.assignment.notebooks]
    made = [room.destination(learner) / f"{name}.ipynb" for name in names]
    made += [kept.path_of(room.course.root, room.assignment.id, learner, name) for name in names]
    return bool(names) and all(path.is_file() for path in made)


def _digest(hand_in: HandIn) -> str:
    digest = hashlib.sha256()
    for path in sorted((*hand_in.notebooks, hand_in.folder / late.FILE)):
        try:
            data = ordinary.read(path, MAX_BYTES + 1, own=ordinary.HANDED_IN)
        except ordinary.NotOrdinary as problem:  # what it is, or that it is not there, is a reason to look again
            data = str(problem).encode()
        digest.update(f"\0{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
