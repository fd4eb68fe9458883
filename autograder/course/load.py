"""course.yml read and checked: `load` reports every mistake at once, each with its line.

`pieces` finds what an entry lacks on disk. It is imported where it is used: it brings nbformat, and until a course is
loaded no sandbox can start.
"""

import datetime as dt
import hashlib
import keyword
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import get_type_hints

import yaml

from autograder.course import moments
from autograder.course.latepolicy import LatePolicy, late_policy
from autograder.course.layout import CLASS, Layout
from autograder.course.model import (
    Assignment,
    Course,
    CourseError,
    Exercise,
    Practice,
    Quiz,
    Run,
    Solutions,
)
from autograder.course.yaml import Located, Reader, did_you_mean
from autograder.sandbox.policy import Limits

SCHEMA = "1"

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]*")


def load(path: Path | str, *, check_pieces: bool | Collection[str] = True) -> Course:
    """Read and check `path`. Raises CourseError with every problem in it.

    With `check_pieces` each entry's notebook, cells and files must exist, or those of the assignments, exercises and
    quizzes that it names: a command looks at what it was asked for. A machine that only grades may have no solutions
    and leaves that out.
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

    def __init__(self, reader: Reader, root: Path, check_pieces: bool | Collection[str]) -> None:
        self.read = reader
        self.root, self.layout = root, Layout(root)
        self.check_pieces = check_pieces
        self.ids: dict[str, str] = {}
        self.assignment_ids: dict[str, str] = {}
        self.notebooks: dict[str, str] = {}
        self.places: dict[str, Path] = {}
        self.run: Run = "graded"
        self.attempts: int | None = None
        self.late: LatePolicy | None = None
        self.shows: Solutions = "never"

    def course(self, at: Located) -> Course:
        entries = self.read.mapping(
            at,
            ["schema", "title", "assignments"],
            ["attempts", "isolation", "feedback", "late", "limits", "run", "seed", "solutions", "timestamps"],
        )
        self.read.choice(entries.get("schema"), [SCHEMA])
        self.run = self.runs(entries.get("run"), "graded")
        self.attempts = self.number_of_attempts(entries.get("attempts"), None)
        self.late = late_policy(self.read, entries.get("late"))
        self.shows = self.solutions(entries.get("solutions"), "never")
        listed = entries.get("assignments")
        assignments = tuple(self.assignment(item, number) for number, item in enumerate(self.read.items(listed), 1))
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

    def assignment(self, at: Located, number: int) -> Assignment:
        entries = self.read.mapping(at, ["id"], ["attempts", "due", "exercises", "late", "quizzes", "run", "solutions"])
        id = self.name(entries.get("id"), self.assignment_ids)
        if id:
            self.distinct(entries["id"], self.layout.solutions / id, "use another name")
        exercises = tuple(self.exercise(item, id) for item in self.read.items(entries.get("exercises")))
        quizzes = tuple(self.quiz(item, id) for item in self.read.items(entries.get("quizzes")))
        practice = tuple(quiz for quiz in quizzes if isinstance(quiz, Practice))
        graded = tuple(quiz for quiz in quizzes if isinstance(quiz, Quiz))
        notebooks = [part.notebook for part in (*exercises, *quizzes)]
        for quiz in practice:
            if notebooks.count(quiz.notebook) > 1:
                self.read.complain(at, f"{quiz.id} is for practice, so nothing else belongs into {quiz.notebook}")
        if entries and not exercises and not graded:
            self.read.complain(at, f"has neither exercises nor quizzes{' that are graded' if practice else ''}")
        due, shown = self.due(entries.get("due")), entries.get("solutions")
        shows = self.solutions(shown, self.shows)
        if shown is not None and shows == "after-due" and "due" not in entries:
            self.read.complain(shown, "after-due needs a due date: write `due:` here, or full-marks or never")
        return Assignment(
            id=id,
            exercises=exercises,
            quizzes=graded,
            due=due,
            solutions=self.layout.solutions / id,
            release=self.layout.release(number, id),
            run=self.runs(entries.get("run"), self.run),
            attempts=self.number_of_attempts(entries.get("attempts"), self.attempts),
            late=late_policy(self.read, entries["late"]) if "late" in entries else self.late,
            practice=practice,
            shows=shows,
        )

    def number_of_attempts(self, at: Located | None, default: int | None) -> int | None:
        if at is None:
            return default
        if getattr(at.node, "value", None) == "unlimited":
            return None
        return int(self.read.positive(at, whole=True) or 1)

    def runs(self, at: Located | None, default: Run) -> Run:
        return self.read.choice(at, ["graded", "all"]) or default  # type: ignore[return-value]  # one of the choices

    def solutions(self, at: Located | None, default: Solutions) -> Solutions:
        return self.read.choice(at, ["never", "full-marks", "after-due"]) or default  # type: ignore[return-value]  # one of the choices

    def exercise(self, at: Located, assignment: str) -> Exercise:
        entries, id, notebook, points, minutes, needs = self.part(at, assignment, ["required"])
        if id and (not id.isidentifier() or keyword.iskeyword(id)):
            self.read.complain(entries["id"], f"must be the name of a Python function or class, not {id!r}")
            id = ""
        required = tuple(self.required(entries.get("required")))
        exercise = Exercise(id, notebook, points, self.layout.grader(assignment, id), minutes, needs, required)
        if id:
            self.distinct(
                entries["id"],
                exercise.folder,
                f"name the class's folder {id[:1].upper()}{id[1:]}{CLASS}, or use another name",
            )
        if id and self.checks(assignment, id):
            from autograder.course import pieces

            for message in pieces.missing_of_exercise(self.root, exercise.folder, id):
                self.read.complain(entries["id"], message)
        return exercise

    def required(self, at: Located | None) -> Iterator[tuple[str, float]]:
        """Checks that an exercise must pass for more than a share of its points. Whether there are such is asked where
        tests run."""
        if at is None:
            return
        if not isinstance(at.node, yaml.MappingNode) or not at.node.value:
            self.read.complain(at, "must name checks, such as {test_values: at most 50 %}")
            return
        names = [str(key.value) for key, _ in at.node.value]
        for name, entry in self.read.mapping(at, [], names).items():
            percent = self.read.percent(entry, before="at most ")
            if percent is not None:
                yield name, percent

    def quiz(self, at: Located, assignment: str) -> Quiz | Practice:
        entries, id, notebook, points, minutes, needs = self.part(at, assignment, quiz=True)
        questions = self.layout.questions(assignment, id)
        if id:
            self.distinct(entries["id"], questions, "use another name")
        if id and self.checks(assignment, id) and not questions.is_file():
            from autograder.course import pieces

            self.read.complain(entries["id"], f"has no questions: write {pieces.relative(self.root, questions)}")
        if not points:
            return Practice(id, notebook, questions, minutes, needs)
        return Quiz(id, notebook, points, questions, minutes, needs)

    def part(
        self, at: Located, assignment: str, more: Collection[str] = (), *, quiz: bool = False
    ) -> tuple[dict[str, Located], str, str, float, int, tuple[str, ...]]:
        """What exercises and quizzes share; an id or notebook that is not usable reads as "". No points: a quiz for
        practice."""
        optional = ["minutes", "needs", *more, *(["points", "practice"] if quiz else [])]
        entries = self.read.mapping(at, ["id", "notebook", *([] if quiz else ["points"])], optional)
        practice = bool(self.read.boolean(entries.get("practice")))
        if practice and "points" in entries:
            self.read.complain(entries["points"], "a quiz for practice has none: take this out, or practice: true")
        elif quiz and entries and not practice and "points" not in entries:
            self.read.complain(Located(at.node, f"{at.path}.points"), "is missing; only practice: true goes without")
        needs = tuple(self.needs(entries.get("needs")))
        id = self.name(entries.get("id"), self.ids)
        notebook = self.name(entries.get("notebook"), {})
        owner = self.notebooks.setdefault(notebook, assignment)
        if notebook and owner != assignment:
            self.read.complain(entries["notebook"], f"{notebook} belongs to {owner} already; use another name")
        if notebook:
            self.distinct(entries["notebook"], self.layout.solutions / assignment / notebook, "use another name")
        points = 0.0 if practice else self.read.positive(entries.get("points")) or 1.0
        if round(points, 2) != points:
            self.read.complain(entries["points"], f"may have two decimals, as scores have, not {points:g}")
        if notebook and assignment and not practice and self.checks(assignment, id):
            from autograder.course import pieces

            path = self.layout.solutions / assignment / f"{notebook}.ipynb"
            for message in pieces.missing_in_notebook(self.root, path, id, solution=".exercises[" in at.path):
                self.read.complain(entries["notebook"], message)
        minutes = int(self.read.positive(entries.get("minutes"), whole=True) or 0)
        return entries, id, notebook, float(points), minutes, needs

    def needs(self, at: Located | None) -> Iterator[str]:
        """Ids of parts that come before this one."""
        for item in self.read.items(at):
            id = self.read.text(item)
            if id in self.ids:
                yield id
            elif id is not None:
                self.read.complain(item, f"{id} is no exercise or quiz above this one{did_you_mean(id, self.ids)}")

    def checks(self, assignment: str, id: str) -> bool:
        """Whether the pieces of this part are looked at."""
        asked = self.check_pieces
        return asked if isinstance(asked, bool) else assignment in asked or id in asked

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

    def distinct(self, at: Located, path: Path, remedy: str) -> None:
        """Complains of a path that is an earlier one on disks that do not tell `C` from `c`."""
        earlier = self.places.setdefault(str(path).casefold(), path)
        if earlier != path:
            names = f"{earlier.relative_to(self.root)} and {path.relative_to(self.root)}"
            self.read.complain(at, f"{names} are one name on many disks, which do not tell a from A: {remedy}")

    def due(self, at: Located | None) -> dt.datetime | None:
        if at is None:
            return None
        try:
            return moments.with_zone(at.node.value)
        except ValueError as error:
            self.read.complain(at, str(error))
            return None
