"""course.yml as data: assignments in order, their exercises and quizzes, points, due dates, limits, feedback policy.

`load` reports every mistake at once, each with its line; `autograder.pieces` finds what an entry lacks on disk.

`pieces` and `notebook` are imported where they are used: they bring nbformat, and until a course is loaded no sandbox can start.
"""

import datetime as dt
import hashlib
import keyword
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_type_hints

from autograder import moments
from autograder.layout import Layout
from autograder.located import Located, Problem, Reader
from autograder.sandbox.policy import Limits

__all__ = ["Assignment", "Course", "CourseError", "Exercise", "Limits", "Problem", "Quiz", "load"]

Isolation = Literal["required", "none"]
Feedback = Literal["titles", "hints", "counterexamples"]
Run = Literal["graded", "all"]
Timestamps = Literal["file", "exchange"]

SCHEMA = "1"
_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]*")
_DUE = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)[ T](?P<time>\d\d:\d\d(:\d\d)?) ?(?P<zone>[A-Za-z+-]\S*)")


class CourseError(Exception):
    """Everything that is wrong with a course; str() has one line per problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Exercise:
    """A function or class that learners write; `folder` holds its tests and known answers."""

    id: str
    notebook: str
    points: float
    folder: Path


@dataclass(frozen=True)
class Quiz:
    """A notebook of questions; `questions` is the file that holds them with their keys."""

    id: str
    notebook: str
    points: float
    questions: Path


@dataclass(frozen=True)
class Assignment:
    """`due` is None or has a time zone. `solutions` and `release` are the folders of its notebooks.

    `run` says which cells are executed: those down to the last graded one, or all, for plots that are graded by hand.
    """

    id: str
    exercises: tuple[Exercise, ...]
    quizzes: tuple[Quiz, ...]
    due: dt.datetime | None
    solutions: Path
    release: Path
    run: Run = "graded"

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The names of its notebooks in order, each once."""
        return tuple(dict.fromkeys(part.notebook for part in self._parts))

    def parts(self, notebook: str) -> tuple[Exercise | Quiz, ...]:
        """The exercises and quizzes that `notebook` contains."""
        return tuple(part for part in self._parts if part.notebook == notebook)

    def points(self, notebook: str) -> dict[str, float]:
        """What each graded cell of `notebook` is worth, by the cell's id."""
        from autograder.notebook import check_id

        return {check_id(part.id): part.points for part in self.parts(notebook)}

    @property
    def _parts(self) -> tuple[Exercise | Quiz, ...]:
        return (*self.exercises, *self.quizzes)


@dataclass(frozen=True)
class Course:
    """`root` is the folder of course.yml; `layout` says what lies where in it.

    `timestamps` says when a timestamp.txt in submitted/ counts: always, or only where an exchange has delivered it.
    `seed` shifts the random inputs of hidden tests, 0 where course.yml says nothing.
    """

    root: Path
    title: str
    isolation: Isolation
    feedback: Feedback
    limits: Limits
    assignments: tuple[Assignment, ...]
    timestamps: Timestamps = "file"
    seed: int = 0

    @property
    def layout(self) -> Layout:
        return Layout(self.root)

    def assignment(self, id: str) -> Assignment:
        """Raises KeyError, with the ids that there are."""
        found = next((assignment for assignment in self.assignments if assignment.id == id), None)
        if found is None:
            known = ", ".join(assignment.id for assignment in self.assignments)
            raise KeyError(f"course.yml has no assignment {id}; it has {known}")
        return found

    def assignment_of(self, notebook: str) -> Assignment | None:
        """The one assignment that has a notebook of this name."""
        return next((assignment for assignment in self.assignments if notebook in assignment.notebooks), None)


def load(path: Path | str, *, check_pieces: bool = True) -> Course:
    """Read and check `path`. Raises CourseError with every problem in it.

    With `check_pieces` each entry's notebook, cells and files must exist; a machine that only grades may have no
    solutions and leaves that out.
    """
    path = Path(path).absolute()
    reader = Reader(path.name)
    loader = _Loader(reader, path.parent, check_pieces)
    root = reader.root(path)
    course = None if root is None else loader.course(root)
    if reader.problems or course is None:
        raise CourseError(reader.problems)
    return course


class _Loader:
    """One reading of one file: the reader, and the names seen so far. Broken values read as stand-ins."""

    def __init__(self, reader: Reader, root: Path, check_pieces: bool) -> None:
        self.read = reader
        self.root, self.layout = root, Layout(root)
        self.check_pieces = check_pieces
        self.ids: dict[str, str] = {}
        self.assignment_ids: dict[str, str] = {}
        self.notebooks: dict[str, str] = {}
        self.run: Run = "graded"

    def course(self, at: Located) -> Course:
        entries = self.read.mapping(
            at,
            ["schema", "title", "assignments"],
            ["isolation", "feedback", "limits", "run", "seed", "timestamps"],
        )
        self.read.choice(entries.get("schema"), [SCHEMA])
        self.run = self.runs(entries.get("run"), "graded")
        listed = entries.get("assignments")
        assignments = tuple(self.assignment(item) for item in self.read.items(listed))
        if listed is not None and listed.node.value == []:
            self.read.complain(listed, "must list at least one assignment")
        isolation = self.read.choice(entries.get("isolation"), ["required", "none"])
        feedback = self.read.choice(entries.get("feedback"), ["titles", "hints", "counterexamples"])
        timestamps = self.read.choice(entries.get("timestamps"), ["exchange", "file"])
        return Course(
            root=self.root,
            title=self.read.text(entries.get("title")) or "",
            isolation="none" if isolation == "none" else "required",
            feedback=feedback or "counterexamples",  # type: ignore[arg-type]  # one of the choices
            limits=self.limits(entries.get("limits")),
            assignments=assignments,
            timestamps="exchange" if timestamps == "exchange" else "file",
            seed=self.seed(entries.get("seed")),
        )

    def seed(self, at: Located | None) -> int:
        """A number that a text or whole number stands for; far from those of other texts."""
        text = None if at is None else getattr(at.node, "value", None)
        if at is None:
            return 0
        if not isinstance(text, str) or not text.strip():
            self.read.complain(at, "must be some text or number, such as autumn-2027")
            return 0
        return int.from_bytes(hashlib.sha256(text.strip().encode()).digest()[:4], "big")

    def limits(self, at: Located | None) -> Limits:
        if at is None:
            return Limits()
        kinds = get_type_hints(Limits)
        values: dict[str, float | bool | None] = {}
        for key, entry in self.read.mapping(at, [], list(kinds)).items():
            if kinds[key] is bool:
                values[key] = self.read.boolean(entry)
            else:
                values[key] = self.read.positive(entry, whole=kinds[key] is int)
        return Limits(**{key: value for key, value in values.items() if value is not None})  # type: ignore[arg-type]

    def assignment(self, at: Located) -> Assignment:
        entries = self.read.mapping(at, ["id"], ["due", "exercises", "quizzes", "run"])
        id = self.name(entries.get("id"), self.assignment_ids)
        exercises = tuple(self.exercise(item, id) for item in self.read.items(entries.get("exercises")))
        quizzes = tuple(self.quiz(item, id) for item in self.read.items(entries.get("quizzes")))
        if entries and not exercises and not quizzes:
            self.read.complain(at, "has neither exercises nor quizzes")
        return Assignment(
            id=id,
            exercises=exercises,
            quizzes=quizzes,
            due=self.due(entries.get("due")),
            solutions=self.layout.solutions / id,
            release=self.layout.releases / id,
            run=self.runs(entries.get("run"), self.run),
        )

    def runs(self, at: Located | None, default: Run) -> Run:
        return self.read.choice(at, ["graded", "all"]) or default  # type: ignore[return-value]  # one of the choices

    def exercise(self, at: Located, assignment: str) -> Exercise:
        entries, id, notebook, points = self.part(at, assignment)
        if id and (not id.isidentifier() or keyword.iskeyword(id)):
            self.read.complain(entries["id"], f"must be the name of a Python function or class, not {id!r}")
            id = ""
        exercise = Exercise(id, notebook, points, self.layout.grader(assignment, id))
        if id and self.check_pieces:
            from autograder import pieces

            for message in pieces.missing_of_exercise(self.root, exercise.folder, id):
                self.read.complain(entries["id"], message)
        return exercise

    def quiz(self, at: Located, assignment: str) -> Quiz:
        entries, id, notebook, points = self.part(at, assignment)
        quiz = Quiz(id, notebook, points, self.layout.questions(assignment, id))
        if id and self.check_pieces and not quiz.questions.is_file():
            from autograder import pieces

            self.read.complain(entries["id"], f"has no questions: write {pieces.relative(self.root, quiz.questions)}")
        return quiz

    def part(self, at: Located, assignment: str) -> tuple[dict[str, Located], str, str, float]:
        """What exercises and quizzes share; an id or notebook that is not usable reads as ""."""
        entries = self.read.mapping(at, ["id", "notebook", "points"])
        id = self.name(entries.get("id"), self.ids)
        notebook = self.name(entries.get("notebook"), {})
        owner = self.notebooks.setdefault(notebook, assignment)
        if notebook and owner != assignment:
            self.read.complain(entries["notebook"], f"{notebook} belongs to {owner} already; use another name")
        points = self.read.positive(entries.get("points")) or 1.0
        if round(points, 2) != points:
            self.read.complain(entries["points"], f"may have two decimals, as scores have, not {points:g}")
        if notebook and assignment and self.check_pieces:
            from autograder import pieces

            path = self.layout.solutions / assignment / f"{notebook}.ipynb"
            for message in pieces.missing_in_notebook(self.root, path, id, solution=".exercises[" in at.path):
                self.read.complain(entries["notebook"], message)
        return entries, id, notebook, float(points)

    def name(self, at: Located | None, taken: dict[str, str]) -> str:
        """A name that can be a file's; "" if it is absent, unfit or in `taken`, to which it is added."""
        text = self.read.text(at)
        if at is None or text is None:
            return ""
        if not _NAME.fullmatch(text):
            self.read.complain(at, f"may have letters, digits, - and _ only, not {text!r}")
            return ""
        if text in taken:
            self.read.complain(at, f"{text} is used already, by {taken[text]}")
            return ""
        taken[text] = at.path
        return text

    def due(self, at: Located | None) -> dt.datetime | None:
        text = None if at is None else getattr(at.node, "value", None)
        if at is None:
            return None
        found = _DUE.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            self.read.complain(at, "must be a date, a time and a time zone, such as 2027-02-01 18:00 Europe/Berlin")
            return None
        zone = moments.zone(found["zone"])
        if zone is None:
            self.read.complain(at, f"unknown time zone {found['zone']}; try UTC, +01:00 or Europe/Berlin")
            return None
        try:
            moment = dt.datetime.fromisoformat(f"{found['date']} {found['time']}")
        except ValueError as error:
            self.read.complain(at, f"is no date: {error}")
            return None
        try:
            return moments.at(moment, zone)
        except ValueError as error:
            self.read.complain(at, str(error))
            return None
