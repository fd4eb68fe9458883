"""What grading found, as plain data. Rendering is `render`'s, scores in a gradebook are nbgrader's.

The JSON of a report has the keys of these classes and `"schema": 1`; README.md documents it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from autograder.report import message as messages
from autograder.report.message import Message

SCHEMA = 1


class Verdict(StrEnum):
    """How a test, or an exercise as a whole, came out."""

    PASSED = "passed"
    FAILED = "failed"  # a check did not hold
    ERROR = "error"  # the submission raised
    MISSING = "missing"  # a name is not defined
    TIMEOUT = "timeout"
    CRASHED = "crashed"  # its process died or hit a limit
    GRADER_ERROR = "grader_error"  # ours: never a learner's fault, and never a score


# The verdict of an exercise is the first of these that one of its tests has.
_GRAVITY = (
    Verdict.GRADER_ERROR,
    Verdict.MISSING,
    Verdict.TIMEOUT,
    Verdict.CRASHED,
    Verdict.ERROR,
    Verdict.FAILED,
    Verdict.PASSED,
)


@dataclass(frozen=True)
class Diagnosis:
    """The known wrong answer that behaves exactly like the submission: its id, and its hint."""

    id: str
    hint: str


@dataclass(frozen=True)
class QuizAnswer:
    """What was answered to a question, and what is `right` with that learner's numbers, as text; `form` is the
    answer's.

    `given` is None where there was no answer of that form: `unread` then says whether there was another one.
    """

    question: str
    form: str
    given: str | None
    right: str
    unread: bool = False


@dataclass(frozen=True)
class AskedQuestion:
    """A question of a quiz as a learner saw it: its `number` from 1, its `text` with what there is to choose from, as
    Markdown.

    `numbers` are that learner's own, in words, "" for none; `choices` are the texts by their letters. `checks` are the
    ids of its results.
    """

    number: int
    title: str
    text: str
    numbers: str
    choices: dict[str, str]
    checks: tuple[str, ...]


@dataclass(frozen=True)
class TestResult:
    """One test: `id` is its function's name, `visibility` "public" or "hidden".

    `same_as` is the id of an earlier test that failed for the same reason, `answer` belongs to a question of a quiz;
    its JSON has those keys only then. In JSON `message` is in words, and `said` has its template and values.
    """

    id: str
    title: str
    weight: float
    visibility: str
    verdict: Verdict
    message: Message | None = None
    counterexample: str | None = None
    same_as: str | None = None
    answer: QuizAnswer | None = None

    __test__ = False  # pytest collects classes by this prefix

    @property
    def name(self) -> str:
        """The test with its file: `test_hidden::test_values`."""
        return f"test_{self.visibility}::{self.id}"

    @property
    def words(self) -> str:
        """The message in words, "" for none."""
        return "" if self.message is None else str(self.message)

    def to_json(self) -> dict[str, Any]:
        """Plain data for json.dumps."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        if self.message is not None:
            data |= {"message": self.words, "said": self.message.to_json()}
        if self.same_as is None:
            del data["same_as"]
        if self.answer is None:
            del data["answer"]
        else:
            data["answer"] = asdict(self.answer)
        return data


@dataclass(frozen=True)
class Picture:
    """What came beside what was expected: `png` in base64, `alt` says in words what is seen."""

    alt: str
    png: str


@dataclass(frozen=True)
class StoppedCell:
    """A cell that did not run to its end: `cell` counts the notebook's code cells from 1, `line` is where it stopped."""

    cell: int
    error: str
    line: str


@dataclass(frozen=True)
class ExerciseReport:
    """One exercise: `score` is None after a grader error. Its JSON has the last six keys only where there is something.

    `numbers_of` is, for a quiz, the learner whose numbers were graded ("" for nobody's), and `notice` says that it is
    not the learner who handed in. `because` is the first cause of its failed tests, where the notebook tells it.
    `capped` says why the score is lower than what the passed tests are worth. `questions` are those of a quiz, in
    order.
    """

    id: str
    verdict: Verdict
    score: float | None
    points: float
    diagnosis: Diagnosis | None
    tests: tuple[TestResult, ...]
    picture: Picture | None = None
    numbers_of: str | None = None
    notice: str | None = None
    because: str | None = None
    capped: str | None = None
    questions: tuple[AskedQuestion, ...] = ()


@dataclass(frozen=True)
class SubmissionReport:
    """One notebook: `score` is None after a grader error; `error` says why a notebook could not be graded at all.

    `learner` and `file` say whose it is and where it lies, where that is known; `seconds` how long grading took.
    """

    assignment: str | None
    notebook: str
    device: str
    isolation: tuple[str, ...]
    score: float | None
    points: float
    exercises: tuple[ExerciseReport, ...]
    error: str | None = None
    learner: str | None = None
    file: str | None = None
    stopped: tuple[StoppedCell, ...] = ()
    seconds: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data for json.dumps."""
        data: dict[str, Any] = {"schema": SCHEMA, **asdict(self)}
        data["isolation"] = list(self.isolation)
        for exercise, report in zip(data["exercises"], self.exercises, strict=True):
            exercise["tests"] = [test.to_json() for test in report.tests]
            for key in ("picture", "numbers_of", "notice", "because", "capped"):
                if exercise[key] is None:
                    del exercise[key]
            if not report.questions:
                del exercise["questions"]
        for key in ("error", "learner", "file", "seconds"):
            if data[key] is None:
                del data[key]
        if not self.stopped:
            del data["stopped"]
        return data


def rounded(score: float) -> float:
    """A score or a sum of scores as it is kept and shown: with two decimals."""
    return round(score, 2)


def exercise_report(
    id: str,
    points: float,
    tests: tuple[TestResult, ...],
    diagnosis: Diagnosis | None = None,
    required: Sequence[tuple[str, float]] = (),
) -> ExerciseReport:
    """The score is points x weight of passed tests / weight of all, with two decimals. No test at all is a grader
    error: no result never means points.

    `required` are tests without which at most so many percent of the points are left.
    """
    verdicts = {test.verdict for test in tests} or {Verdict.GRADER_ERROR}
    verdict = next(v for v in _GRAVITY if v in verdicts)
    if verdict is Verdict.GRADER_ERROR:
        return ExerciseReport(id, verdict, None, points, None, tests)
    total = sum(test.weight for test in tests)
    passed = sum(test.weight for test in tests if test.verdict is Verdict.PASSED)
    score = points if passed == total else rounded(points * passed / total)
    most, capped = _capped(points, tests, required)
    if most >= score:
        return ExerciseReport(id, verdict, score, points, diagnosis, tests)
    return ExerciseReport(id, verdict, most, points, diagnosis, tests, capped=capped)


def _capped(points: float, tests: tuple[TestResult, ...], required: Sequence[tuple[str, float]]) -> tuple[float, str]:
    """What is left at most, with the reason."""
    percents = dict(required)
    failed = [test for test in tests if test.verdict is not Verdict.PASSED and test.id in percents]
    if not failed:
        return points, ""
    worst = min(failed, key=lambda test: percents[test.id])
    most = rounded(points * percents[worst.id] / 100)
    return most, f'at most {most:g} of {points:g} points, because this did not pass: "{worst.title}"'


def submission_report(
    assignment: str,
    notebook: str,
    device: str,
    isolation: tuple[str, ...],
    exercises: tuple[ExerciseReport, ...],
    stopped: tuple[StoppedCell, ...] = (),
) -> SubmissionReport:
    """Sums up the exercises."""
    scores = [exercise.score for exercise in exercises]
    known = [score for score in scores if score is not None]
    total = rounded(sum(known)) if len(known) == len(scores) and scores else None
    points = rounded(sum(exercise.points for exercise in exercises))
    return SubmissionReport(assignment, notebook, device, isolation, total, points, exercises, stopped=stopped)


def unreadable(notebook: str, error: str, assignment: str | None = None) -> SubmissionReport:
    """The report on a notebook that cannot be graded at all, with the reason in one line."""
    return SubmissionReport(assignment, notebook, "cpu", (), None, 0, (), error)


def _test_from_json(data: dict[str, Any]) -> TestResult:
    said = data.get("said")
    message = None if said is None else messages.from_json(said)
    answer = QuizAnswer(**data["answer"]) if "answer" in data else None
    others = {name: value for name, value in data.items() if name != "said"}
    return TestResult(**{**others, "verdict": Verdict(data["verdict"]), "message": message, "answer": answer})


def from_json(data: dict[str, Any]) -> SubmissionReport:
    """The report that `to_json` wrote; for our own files, not for anything that a submission wrote."""
    exercises = tuple(
        ExerciseReport(
            id=item["id"],
            verdict=Verdict(item["verdict"]),
            score=item["score"],
            points=item["points"],
            diagnosis=None if item["diagnosis"] is None else Diagnosis(**item["diagnosis"]),
            tests=tuple(map(_test_from_json, item["tests"])),
            picture=Picture(**item["picture"]) if "picture" in item else None,
            numbers_of=item.get("numbers_of"),
            notice=item.get("notice"),
            because=item.get("because"),
            capped=item.get("capped"),
            questions=tuple(
                AskedQuestion(**{**asked, "checks": tuple(asked["checks"])}) for asked in item.get("questions", ())
            ),
        )
        for item in data["exercises"]
    )
    return SubmissionReport(
        data["assignment"],
        data["notebook"],
        data["device"],
        tuple(data["isolation"]),
        data["score"],
        data["points"],
        exercises,
        data.get("error"),
        data.get("learner"),
        data.get("file"),
        tuple(StoppedCell(**cell) for cell in data.get("stopped", ())),
        data.get("seconds"),
    )
