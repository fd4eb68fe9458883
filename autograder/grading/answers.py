"""Known answers of an exercise: right ones, and wrong ones with the hint they earn.

Each is a plain module in the exercise's `answers/`: `right_loops.py`, `wrong_axis.py`. A wrong one says in literals
what becomes of it, so that it can be read without being executed:

    \"\"\"Sums over the columns.\"\"\"

    HINT = "This behaves as if ..."
    MUST_FAIL = "test_hidden::test_values"

A wrong answer that is an edit of the reference is an entry of `mistakes.yml` instead (see `mistakes`).

MUST_FAIL is the test that was written against it, and may be left out. All tests that it fails are recorded in
`expected.yml` (see `expected`).
"""

from __future__ import annotations

import ast
import contextlib
import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from autograder.course.layout import CONTRACT, exercise_of
from autograder.course.yaml import Problem
from autograder.grading.expected import read_expected
from autograder.grading.mistakes import MISTAKES, read_mistakes
from autograder.report.model import TestResult

Kind = Literal["right", "wrong", "fault"]
_TESTS = ("test_public.py", "test_hidden.py")
# What a wrong answer says about itself.
NOTES = ("HINT", "MUST_FAIL")
# Of a wrong answer: the number in it that may be any other one, see `variants`.
NUMBER = "NUMBER"


class AnswersError(Exception):
    """Everything that is wrong with the known answers of an exercise; str() has one line per problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class KnownAnswer:
    """One answer. `id` is the file's name without `right_` or `wrong_`; a right one has no hint and fails nothing.

    Of the kind "fault" are those that the engine makes of any reference (see `faulty`). `fails` is what is recorded of
    a wrong one: empty when nothing is. `must_fail` is one of them, or None.
    """

    id: str
    kind: Kind
    title: str
    hint: str
    fails: frozenset[str]
    source: str = field(repr=False)
    path: Path = field(repr=False)
    must_fail: str | None = None

    @property
    def name(self) -> str:
        """As `expected.yml` names it; for a file its name without the suffix."""
        return f"{self.kind}_{self.id}"

    def recorded(self, expected: Mapping[str, frozenset[str]]) -> KnownAnswer:
        """The answer with the tests that are recorded under its name."""
        return replace(self, fails=expected.get(self.name, frozenset()))


def test_name(result: TestResult) -> str:
    """A test as `expected.yml` names it: `test_hidden::test_values`."""
    return result.name


test_name.__test__ = False  # type: ignore[attr-defined]  # pytest collects functions by this prefix


def load_answers(folder: Path, reference: str) -> tuple[KnownAnswer, ...]:
    """The known answers of an exercise's folder, by name; `reference` is its reference's text, for those that are
    edits.

    Nothing is executed. Raises AnswersError.
    """
    answers, problems = read_answers(folder, reference)
    if problems:
        raise AnswersError(problems)
    return answers


def read_answers(folder: Path, reference: str) -> tuple[tuple[KnownAnswer, ...], list[Problem]]:
    """The answers of `folder` that can be read, and every mistake in any of them."""
    tests = frozenset(_tests_of(folder))
    expected, problems = read_expected(folder)
    found = []
    for path in sorted((folder / "answers").glob("*.py")):
        found.append(_Reader(path, exercise_of(folder), tests, problems).answer())
    mistakes, wrong = read_mistakes(folder, reference, tests)
    problems += wrong
    for it in mistakes:
        found.append(
            KnownAnswer(it.id, "wrong", it.title, it.hint, frozenset(), it.source, folder / MISTAKES, it.must_fail)
        )
    answers = [answer.recorded(expected) for answer in found if answer is not None]
    return tuple(sorted(answers, key=lambda answer: answer.name)), problems


class _Reader:
    """Reads one file; what is wrong with it goes to `problems`."""

    def __init__(self, path: Path, exercise: str, tests: Collection[str], problems: list[Problem]) -> None:
        self._path, self._exercise, self._tests, self._problems = path, exercise, tests, problems

    def answer(self) -> KnownAnswer | None:
        kind, _, id = self._path.stem.partition("_")
        if kind not in ("right", "wrong") or not id:
            self._complain(1, "must be named right_<id>.py or wrong_<id>.py")
            return None
        source = self._path.read_text(encoding="utf-8")
        try:
            tree = ast.parse(source)
        except SyntaxError as error:
            self._complain(error.lineno or 1, f"is no Python: {error.msg}")
            return None
        if self._exercise not in set(_bound_names(tree)):
            self._complain(1, f"does not define {self._exercise}")
        docstring = ast.get_docstring(tree) or ""
        title = docstring.partition("\n")[0].strip()
        if not title:
            self._complain(1, "must begin with a docstring that says what it is, in one line")
        if kind == "right":
            self._refuse(tree)
            return KnownAnswer(id, "right", title, "", frozenset(), source, self._path)
        hint, must_fail = self._hint(tree), self._must_fail(tree)
        return KnownAnswer(id, "wrong", title, hint, frozenset(), source, self._path, must_fail)

    def _refuse(self, tree: ast.Module) -> None:
        for name in NOTES:
            statement = _assignment(tree, name)
            if statement is not None:
                self._complain(statement.lineno, f"a right answer has no {name}")

    def _hint(self, tree: ast.Module) -> str:
        what = "a sentence for the learner"
        if _assignment(tree, "HINT") is None:
            self._complain(1, f"has no HINT: {what}")
        return self._text(tree, "HINT", what) or ""

    def _must_fail(self, tree: ast.Module) -> str | None:
        name = self._text(tree, "MUST_FAIL", "the name of one test, such as test_hidden::test_values")
        if name is not None and name not in self._tests:
            close = difflib.get_close_matches(name, self._tests, n=1)
            guess = f"; did you mean {close[0]}?" * len(close)
            statement = _assignment(tree, "MUST_FAIL")
            self._complain(statement.lineno if statement else 1, f"MUST_FAIL names {name}, which is no test{guess}")
        return name

    def _text(self, tree: ast.Module, name: str, what: str) -> str | None:
        """The text that `name` is, None where there is none."""
        statement = _assignment(tree, name)
        if statement is None:
            return None
        try:
            value = ast.literal_eval(statement.value)
        except ValueError:
            self._complain(statement.lineno, f"{name} must be written out, as a literal")
            return None
        if not (isinstance(value, str) and value.strip()):
            self._complain(statement.lineno, f"{name} must be {what}")
            return None
        return value.strip()

    def _complain(self, line: int, message: str) -> None:
        self._problems.append(Problem(f"{self._exercise}/answers/{self._path.name}", line, "", message))


def _assignment(tree: ast.Module, name: str) -> ast.Assign | None:
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in statement.targets
        ):
            return statement
    return None


def _bound_names(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement.name
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in statement.names)
        else:
            yield from (n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))


def _tests_of(folder: Path) -> Iterator[str]:
    """The tests of the exercise, qualified; a test file that is missing or no Python is another check's affair."""
    for name in _TESTS:
        path = folder / name
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (OSError, SyntaxError):
            continue
        yield from (f"{path.stem}::{name}" for name in _bound_names(tree) if name.startswith("test"))
    if (folder / CONTRACT).exists():
        from autograder.checks.hidden import contract_tests
        from autograder.checks.runner import UnusableTests

        with contextlib.suppress(UnusableTests):
            yield from (test.qualified for test in contract_tests(folder / CONTRACT))
