"""Where everything of a course lies: every path is computed here, from the folder of its course.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Beside the notebooks of a released assignment: the public tests, each named after its exercise.
CHECKS = "checks"
PUBLIC, HIDDEN = "test_public.py", "test_hidden.py"
# Beside each released file of public tests: staged hints, and what known mistakes do in the tests.
HELP = ".json"
# Beside them too: each notebook as it was handed out, for `reset`.
ORIGINAL = ".original"
# Beside them too: the questions of a quiz for practice, with their keys.
PRACTICE = ".practice"
# Beside the folders of released assignments: the way through the course, and what is a learner's own.
MAP, PROGRESS, EARLIER = "course.json", "autograder-progress.json", "autograder-earlier"
# What the name of a class's folder may end with.
CLASS = "-class"
# What hidden tests follow from.
CONTRACT = "contract.py"


@dataclass(frozen=True)
class Layout:
    """`root` is the folder of course.yml."""

    root: Path

    @property
    def course_file(self) -> Path:
        return self.root / "course.yml"

    @property
    def roster(self) -> Path:
        """The learners, where the instructor has a list of them."""
        return self.root / "students.csv"

    @property
    def extensions_file(self) -> Path:
        """Who may hand in later than others."""
        return self.root / "extensions.yml"

    @property
    def graders(self) -> Path:
        """A folder for each assignment, in it one for each exercise: its tests and known answers."""
        return self.root / "graders"

    @property
    def quizzes(self) -> Path:
        """A folder for each assignment, in it the questions of each quiz with their keys."""
        return self.root / "quizzes"

    @property
    def solutions(self) -> Path:
        """A folder for each assignment, in it the notebooks with the references."""
        return self.root / "solutions"

    @property
    def releases(self) -> Path:
        """A folder for each assignment: what learners get."""
        return self.root / "assignments"

    @property
    def guarded(self) -> tuple[Path, ...]:
        """What no submission may be able to read, wherever links lead."""
        return tuple(path.resolve() for path in (self.root, self.graders, self.quizzes, self.solutions))

    def grader(self, assignment: str, exercise: str) -> Path:
        """The exercise's folder, named after it.

        A class may have `Conv2D-class`, which lies beside `conv2d` on disks that do not tell `C` from `c`, too.
        """
        folder = self.graders / assignment / exercise
        of_class = folder.with_name(f"{exercise}{CLASS}")
        return of_class if exercise[:1].isupper() and of_class.is_dir() else folder

    def questions(self, assignment: str, quiz: str) -> Path:
        return self.quizzes / assignment / f"{quiz}.yml"

    def release(self, number: int, assignment: str) -> Path:
        """What learners get of an assignment. Its place in the course, from 1, comes first: file browsers sort by name."""
        return self.releases / f"{number:02}-{assignment}"

    def public_tests(self) -> Iterator[tuple[str, Path]]:
        """Each exercise with its public tests, as the course's author has them."""
        for path in sorted(self.graders.glob(f"*/*/{PUBLIC}")):
            yield exercise_of(path.parent), path


def exercise_of(folder: Path) -> str:
    """The exercise whose grader the folder is: see `Layout.grader`."""
    return folder.name.removesuffix(CLASS)


def assignment_of(folder: Path) -> str:
    """The assignment that was released into `folder`, whichever place in the course it had then."""
    return re.sub(r"^\d+-", "", folder.name)


def checks_beside(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each exercise with its public tests that were released into `folder`, a learner's."""
    for path in sorted((folder / CHECKS).glob("*.py")):
        yield exercise_of(path.with_suffix("")), path


def enclosing(folder: Path) -> Layout | None:
    """The course that `folder` belongs to: the nearest folder, upwards, with a course.yml."""
    for root in (folder, *folder.parents):
        if (root / "course.yml").is_file():
            return Layout(root)
    return None
