"""students.csv in the course's folder: who takes part, under which id, and in which section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from autograder.course.learner_id import fault, shown
from autograder.course.model import Course, CourseError
from autograder.course.table import BrokenLine, rows, text_of
from autograder.course.yaml import Problem
from autograder.handin import lookalike

# What learning platforms call these columns in their lists of participants.
_OTHER_NAMES = {"surname": "last_name", "email_address": "email", "id_number": "id"}
_UNIQUE = ("id", "email", "lms_user_id")
_LONGEST = 128  # characters of a value in nbgrader's gradebook


@dataclass(frozen=True)
class Learner:
    """One line of students.csv; "" for what it does not say.

    `lms_user_id` is the number by which a learning platform knows the learner; nbgrader's gradebook has it by this
    name.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    section: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """First and last name; "" where there is neither."""
        return f"{self.first_name} {self.last_name}".strip()


def roster(course: Course) -> tuple[Learner, ...]:
    """The learners of students.csv in its order; none where there is no such file.

    Raises CourseError with every line that cannot be used.
    """
    path = course.layout.roster
    file = _File(path.name, {lookalike.folded(assignment.id): assignment.id for assignment in course.assignments})
    learners: list[Learner] = []
    try:
        learners = list(file.learners(text_of(path.read_bytes())))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        file.complain(1, "", f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if not learners and not file.problems:
        file.complain(1, "", "names no learner; write a line for each, or remove the file")
    if file.problems:
        raise CourseError(file.problems)
    return tuple(learners)


def enter(gradebook: Any, learners: Sequence[Learner]) -> None:
    """Has nbgrader's gradebook know the learners by name, email and number.

    Nobody is taken out, as scores may be theirs; what students.csv does not say stays as it is.
    """
    for learner in learners:
        said = {key: value for key, value in asdict(learner).items() if value and key not in ("id", "section")}
        gradebook.update_or_create_student(learner.id, **said)


@dataclass
class _File:
    """students.csv as it is read: what is wrong so far, and on which line each unique value stood."""

    name: str
    assignments: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def complain(self, line: int, column: str, message: str) -> None:
        self.problems.append(Problem(self.name, line, column, message))

    def learners(self, text: str) -> Iterator[Learner]:
        """One for each line that is not blank; what is wrong with it is said."""
        lines = self._rows(text)
        line, header = next(lines, (1, [""]))
        columns = self._columns(line, header)
        for line, row in lines:
            if "id" not in columns:
                return
            if len(row) > len(columns):
                self.complain(line, "", f"has {len(row)} values, but there are {len(columns)} columns")
            said = {column: value.strip() for column, value in zip(columns, row, strict=False) if column}
            yield self._checked(line, Learner(**said))

    def _rows(self, text: str) -> Iterator[tuple[int, list[str]]]:
        try:
            yield from rows(text)
        except BrokenLine as error:
            self.complain(error.line, "", str(error))

    def _columns(self, line: int, header: Sequence[str]) -> list[str]:
        """The name of each column, "" for one that is not used."""
        known = [found.name for found in fields(Learner)]
        folded = ["_".join(name.casefold().replace("_", " ").split()) for name in header]
        columns = [_OTHER_NAMES.get(name, name) for name in folded]
        for name in {name for name in columns if name in known and columns.count(name) > 1}:
            self.complain(line, name, "is the name of two columns; remove one")
        if "id" not in columns:
            self.complain(line, "id", f"is missing; the first line names the columns, such as {','.join(known)}")
        return [name if name in known else "" for name in columns]

    def _checked(self, line: int, learner: Learner) -> Learner:
        why = _unusable(learner.id, self.assignments)
        if why is not None:
            self.complain(line, "id", f"{shown(learner.id)} {why}; give the learner another id" if learner.id else why)
        for column, value in asdict(learner).items():
            if column != "id" and (len(value) > _LONGEST or not value.isprintable()):
                what = f"has {len(value)} characters; the gradebook takes {_LONGEST}"
                self.complain(line, column, what if len(value) > _LONGEST else "has characters that cannot be seen")
            if column in _UNIQUE and value:
                before = self.lines.setdefault((column, value.casefold()), line)
                if before != line:
                    self.complain(line, column, f"{shown(value)} is that of line {before} already")
        return learner


def _unusable(id: str, assignments: dict[str, str]) -> str | None:
    if not id:
        return "is empty; every learner needs one"
    if "/" in id:
        return "holds a slash, and names a folder"
    if lookalike.folded(id) in assignments:
        return f"is like the name of the assignment {assignments[lookalike.folded(id)]}"
    return fault(id)
