"""A course as data: assignments in order, their exercises and quizzes, points, due dates, limits, policies."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.course.latepolicy import LatePolicy
from autograder.course.layout import Layout
from autograder.course.yaml import Problem
from autograder.sandbox.policy import Limits

Isolation = Literal["required", "none"]


Feedback = Literal["titles", "hints", "counterexamples"]


Run = Literal["graded", "all"]


Solutions = Literal["never", "full-marks", "after-due"]


Timestamps = Literal["file", "exchange"]


class CourseError(Exception):
    """Everything that is wrong with a course; str() has one line per problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Exercise:
    """A function or class that learners write; `folder` holds its tests and known answers.

    `minutes` is how long it takes, 0 where course.yml says nothing; `needs` are earlier parts of the course.
    `required` are checks by name, each with the percent of the points that are left at most without it.
    """

    id: str
    notebook: str
    points: float
    folder: Path
    minutes: int = 0
    needs: tuple[str, ...] = ()
    required: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Quiz:
    """A notebook of questions; `questions` is the file that holds them with their keys. The rest as for an exercise."""

    id: str
    notebook: str
    points: float
    questions: Path
    minutes: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Practice:
    """A quiz that says at once what is right, and is neither handed in nor graded. The rest as for a quiz."""

    id: str
    notebook: str
    questions: Path
    minutes: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """`due` is None or has a time zone. `solutions` and `release` are the folders of its notebooks.

    `practice` is apart from what is graded: no other field and no method here knows of it.

    `run` says which cells are executed: those down to the last graded one, or all, for plots that are graded by hand.
    `attempts` is how many hand-ins of a learner are graded, None for all of them. `late` says what lateness takes off;
    None where nbgrader_config.py may say it. `shows` says whose pages show right ways: nobody's, those of full marks,
    or all once the learner's due date has passed.
    """

    id: str
    exercises: tuple[Exercise, ...]
    quizzes: tuple[Quiz, ...]
    due: dt.datetime | None
    solutions: Path
    release: Path
    run: Run = "graded"
    attempts: int | None = None
    late: LatePolicy | None = None
    practice: tuple[Practice, ...] = ()
    shows: Solutions = "never"

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The names of its notebooks in order, each once."""
        return tuple(dict.fromkeys(part.notebook for part in self._parts))

    def parts(self, notebook: str) -> tuple[Exercise | Quiz, ...]:
        """The exercises and quizzes that `notebook` contains."""
        return tuple(part for part in self._parts if part.notebook == notebook)

    def points(self, notebook: str) -> dict[str, float]:
        """What each graded cell of `notebook` is worth, by the cell's id."""
        from autograder.notebook.cells import check_id

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
