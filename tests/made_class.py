"""A class whose make-up is known: kept reports, submissions and a gradebook as files, made from a seed and graded by nobody."""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import dataclass, field
from pathlib import Path

import tiny_course

from autograder.report import store
from autograder.report.message import message, plain
from autograder.report.model import (
    Diagnosis,
    QuizAnswer,
    SubmissionReport,
    TestResult,
    Verdict,
    exercise_report,
    submission_report,
)

COURSE = """\
schema: 1
title: A made class
assignments:
  - id: vectors
    due: 2026-02-01 18:00 +01:00
    exercises:
      - {id: scale, notebook: scaling, points: 6}
      - {id: norm, notebook: norms, points: 10}
    quizzes:
      - {id: vectors_quiz, notebook: vectors-quiz, points: 6}
  - id: matrices
    exercises:
      - {id: transpose, notebook: transposing, points: 5}
"""
QUIZ = """\
title: "Quiz: vectors"
intro: Three questions.
questions:
  - id: axis
    kind: single
    title: the axis
    points: 2
    prompt: Which?
    choices:
      - {text: "rows, of `X`", reason: "Rows are `dim=1`."}
      - {text: "columns $X_{ij}$", right: true}
      - {text: "both", reason: "One axis is summed."}
    explanation: It is summed away.
  - id: parts
    kind: multiple
    partial: per-choice
    points: 2
    title: the parts
    prompt: Which?
    choices:
      - {text: "length", right: true}
      - {text: "direction", right: true}
      - {text: "colour", reason: "Vectors have none."}
      - {text: "taste", reason: "Nor that."}
    explanation: Length and direction.
  - id: doubled
    kind: number
    title: a number of one's own
    points: 2
    prompt: n?
    variants: {n: 11..99}
    key: n
    explanation: It is n.
"""
# By the first word of each choice, its letter: the loader puts choices into an order of its own.
LETTERS = {"rows": "b", "columns": "c", "both": "a", "length": "b", "direction": "a", "colour": "d", "taste": "c"}
PARTS = ("length", "direction", "colour", "taste")
NOTEBOOKS = ("scaling", "norms", "vectors-quiz")
# The checks of each exercise, with their weights, and how hard each is. Two have one id, and are in two files.
CHECKS = {
    "scale": {
        "test_public::test_values": (1, -2.5),
        "test_hidden::test_values": (3, -1.5),
        "test_hidden::test_dtype": (1, -0.5),
        "test_hidden::test_gradients": (3, 0.5),
    },
    "norm": {
        "test_public::test_values": (4, -0.5),
        "test_hidden::test_zero": (2, 0.5),
        "test_hidden::test_half": (1, 1.0),
        "test_hidden::test_cost": (1, -9.0),
    },
}
POINTS = {"scale": 6.0, "norm": 10.0, "vectors_quiz": 6.0}
HINT = "The norm of zero has no slope: add a small number below the root, `eps`."
# A misconception fails these checks; those who fail others alike, without a known mistake, fail these.
MISTAKEN = ("norm", ("test_hidden::test_zero", "test_hidden::test_half"))
ALIKE = ("scale", ("test_hidden::test_dtype", "test_hidden::test_gradients"))


@dataclass
class MadeClass:
    """What was planted, by learner. `passed` has the checks, `answers` what was given to each question."""

    root: Path
    learners: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    late: dict[str, dt.timedelta] = field(default_factory=dict)
    ungradable: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    without_quiz: set[str] = field(default_factory=set)
    mistaken: set[str] = field(default_factory=set)
    alike: set[str] = field(default_factory=set)
    untouched: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    passed: dict[str, dict[tuple[str, str], bool]] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def graded(self) -> list[str]:
        return [learner for learner in self.learners if learner not in self.missing | self.ungradable]


def make(root: Path, seed: int = 0, size: int = 300) -> MadeClass:
    """Writes the class into `root`, a folder; the same for the same seed. Sizes below 60 leave no room for what is planted."""
    write_course(root)
    chance, made = random.Random(seed), MadeClass(root)
    made.learners = [f"learner-{number:03}" for number in range(size)]
    free = made.learners.copy()
    chance.shuffle(free)

    def some(share: float) -> set[str]:
        return {free.pop() for _ in range(max(2, round(share * size)))}

    made.missing, made.ungradable = some(0.04), some(0.01)
    made.mistaken, made.alike, made.untouched = some(0.15), some(0.06), some(0.03)
    graded = made.graded
    made.slow, made.without_quiz = set(chance.sample(graded, 3)), set(chance.sample(graded, max(2, size // 20)))
    made.late = {name: dt.timedelta(hours=chance.randint(1, 90)) for name in chance.sample(graded, max(2, size // 25))}
    with_quiz = [learner for learner in graded if learner not in made.without_quiz]
    made.twice = set(chance.sample(with_quiz, max(3, size // 12)))
    for learner in made.learners:
        hand_in(made, learner)
        if learner in graded:
            skill = chance.gauss(0, 1)
            for report in [*_exercises(made, learner, skill, chance), *_quiz(made, learner, skill, chance)]:
                keep(
                    root,
                    learner,
                    report,
                    40.0 if learner in made.slow and report.notebook == "norms" else chance.uniform(1, 2),
                )
    _gradebook(made)
    return made


def write_course(root: Path) -> None:
    """A course without notebooks: what reading reports needs."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "course.yml").write_text(COURSE)
    (root / "nbgrader_config.py").write_text((tiny_course.REPOSITORY / "nbgrader_config.py").read_text())
    (root / "quizzes" / "vectors").mkdir(parents=True, exist_ok=True)
    (root / "quizzes" / "vectors" / "vectors_quiz.yml").write_text(QUIZ)


def hand_in(made: MadeClass, learner: str) -> None:
    """The files of a learner, which nobody reads but where they cannot be graded."""
    if learner in made.missing:
        return
    folder = made.root / "submitted" / learner / "vectors"
    folder.mkdir(parents=True)
    for name in NOTEBOOKS[: 2 if learner in made.without_quiz else 3]:
        (folder / f"{name}.ipynb").write_text("" if learner in made.ungradable else "{}")


def keep(root: Path, learner: str, report: SubmissionReport, seconds: float | None = 1.0) -> None:
    """Keeps a report as grading does."""
    file = f"submitted/{learner}/{report.assignment}/{report.notebook}.ipynb"
    store.keep(root, SubmissionReport(**{**vars(report), "learner": learner, "file": file, "seconds": seconds}))


def exercise(
    id: str, failed: set[str], diagnosis: Diagnosis | None = None, *, came: float = 0.5, untouched: bool = False
) -> SubmissionReport:
    """The report on one of the two exercises, in which these checks failed: what was computed is `came`."""
    tests: list[TestResult] = []
    for check, (weight, _) in CHECKS[id].items():
        wrong = untouched or check in failed
        verdict = Verdict.ERROR if untouched else Verdict.FAILED if wrong else Verdict.PASSED
        said = (
            plain("NotImplementedError") if untouched else message("{of} is {came}", of=f"{id}(x)", came=f"{came:.6f}")
        )
        file, _, name = check.partition("::")
        visibility = file.removeprefix("test_")
        tests.append(TestResult(name, f"title of {check}", weight, visibility, verdict, said if wrong else None))
    report = exercise_report(id, POINTS[id], tuple(tests), diagnosis)
    return submission_report("vectors", "scaling" if id == "scale" else "norms", "cpu", ("landlock",), (report,))


def quiz(answers: dict[str, str], right: str) -> SubmissionReport:
    """The report on the quiz; `right` is the learner's own number."""
    axis, parts = LETTERS["columns"], LETTERS["length"] + LETTERS["direction"]
    kept = QuizAnswer("axis", "one", answers["axis"], axis)
    tests = [_question("axis", "the axis", 2, answers["axis"] == axis, kept)]
    kept = QuizAnswer("parts", "some", answers["parts"], parts)
    for letter in "abcd":
        passed = (letter in answers["parts"]) == (letter in parts)
        tests.append(_question(f"parts_{letter}", f"the parts: choice {letter}", 0.5, passed, kept))
    kept = QuizAnswer("doubled", "number", answers["doubled"] or None, right)
    tests.append(_question("doubled", "a number of one's own", 2, answers["doubled"] == right, kept))
    report = exercise_report("vectors_quiz", POINTS["vectors_quiz"], tuple(tests))
    return submission_report("vectors", "vectors-quiz", "cpu", ("landlock",), (report,))


def _question(id: str, title: str, weight: float, passed: bool, answer: QuizAnswer) -> TestResult:
    said = None if passed else plain("The answer was another one.")
    verdict = Verdict.PASSED if passed else Verdict.FAILED
    return TestResult(id, title, weight, "hidden", verdict, said, answer=answer)


def _exercises(made: MadeClass, learner: str, skill: float, chance: random.Random) -> list[SubmissionReport]:
    reports = []
    for id, checks in CHECKS.items():
        failed = {
            check for check, (_, hard) in checks.items() if chance.random() > 1 / (1 + math.exp(hard - 1.5 * skill))
        }
        diagnosis, untouched, came = None, False, 1 + int(learner[-3:]) / 100  # everybody else errs alone
        for group, (place, wrong) in ((made.mistaken, MISTAKEN), (made.alike, ALIKE)):
            if place == id and learner in group:
                failed, came = set(wrong), 0.25 + 1e-6 * chance.random()
                diagnosis = Diagnosis("no-slope-at-zero", HINT) if group is made.mistaken else None
        if id == "norm" and learner in made.untouched:
            failed, untouched = set(checks), True
        made.passed.setdefault(learner, {}).update({(id, check): check not in failed for check in checks})
        whole = sum(weight for weight, _ in checks.values())
        lost = sum(checks[check][0] for check in failed)
        made.scores.setdefault(learner, {})[id] = round(POINTS[id] * (whole - lost) / whole, 2)
        reports.append(exercise(id, failed, diagnosis, came=came, untouched=untouched))
    return reports


def _quiz(made: MadeClass, learner: str, skill: float, chance: random.Random) -> list[SubmissionReport]:
    if learner in made.without_quiz:
        return []
    right = chance.randint(11, 99)
    knows = [chance.random() < 1 / (1 + math.exp(-skill)) for _ in range(2)]
    chosen = {word: chance.random() < (0.9 if word in ("length", "direction") else 0.2) for word in PARTS}
    given = {
        "axis": LETTERS["columns" if knows[0] else chance.choice(["rows", "rows", "both"])],
        "parts": "".join(sorted(LETTERS[word] for word in PARTS if chosen[word])) or LETTERS["length"],
        "doubled": str(right) if knows[1] else chance.choice(["", "7"]),
    }
    if learner in made.twice:
        given["doubled"] = str(2 * right)
    made.answers[learner] = given | {"right": str(right)}
    kept = sum((LETTERS[word] in given["parts"]) == (word in ("length", "direction")) for word in PARTS) / 4
    earned = 2 * (given["axis"] == LETTERS["columns"]) + 2 * kept + 2 * (given["doubled"] == str(right))
    made.scores[learner]["vectors_quiz"] = round(earned, 2)
    return [quiz(given, str(right))]


def _gradebook(made: MadeClass) -> None:
    """nbgrader's tables with times of handing in, written at once: its own functions end a transaction for each row."""
    from nbgrader import api
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    due = dt.datetime(2026, 2, 1, 17)
    engine = create_engine(f"sqlite:///{made.root / 'gradebook.db'}")
    api.Base.metadata.create_all(engine)
    with Session(engine) as session:
        course = api.Course(id="default_course")
        assignment = api.Assignment(name="vectors", course=course, duedate=due)
        notebooks = [api.Notebook(name=name, assignment=assignment) for name in NOTEBOOKS]
        cells = {
            name: api.GradeCell(name=f"check_{id}", max_score=POINTS[id], notebook=notebook, cell_type="code")
            for name, id, notebook in zip(NOTEBOOKS, POINTS, notebooks, strict=True)
        }
        session.add_all([course, assignment, *notebooks, *cells.values()])
        for learner in made.learners:
            student = api.Student(id=learner, first_name="Ada", last_name=learner.title())
            session.add(student)
            if learner in made.missing:
                continue
            time = due + made.late.get(learner, -dt.timedelta(hours=5))
            handed_in = api.SubmittedAssignment(assignment=assignment, student=student, timestamp=time)
            for notebook, id in zip(notebooks, POINTS, strict=True):
                part = api.SubmittedNotebook(notebook=notebook, assignment=handed_in)
                score = made.scores.get(learner, {}).get(id)
                session.add(
                    api.Grade(cell=cells[notebook.name], notebook=part, auto_score=score, needs_manual_grade=False)
                )
        session.commit()
    engine.dispose()
