"""Grading a quiz: answers come out of the submission as plain data, and are compared here."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch

from autograder.checks.verdict import judged
from autograder.course.model import Quiz
from autograder.quiz import forms as quizforms
from autograder.quiz.formula import Expression, ExpressionError
from autograder.quiz.questions import Question, QuizFile, load
from autograder.quiz.variants import NoLearner, identity, not_an_id
from autograder.remote.student import (
    Backend,
    Handle,
    MissingName,
    Student,
    SubmissionCrashed,
    SubmissionError,
    SubmissionTimeout,
)
from autograder.report.message import plain
from autograder.report.model import ExerciseReport, TestResult, Verdict, exercise_report

_MESSAGE = 4000  # an explanation is ours, and an answer in it may be of any length
_TRIALS = 24  # points at which two formulas are compared
_TOLERANCE = 1e-6  # relative, where a question sets none


def grade_quiz(quiz: Quiz, backend: Backend) -> ExerciseReport:
    """One result for each question, or for each choice of a question that counts them one by one."""
    student = Student(backend)
    file = _load(quiz.questions, quiz.questions.stat().st_mtime_ns)
    own_numbers = any(question.variants for question in file.questions)
    learner = _learner(student) if own_numbers else _Learner("")
    results = [result for question in file.questions for result in grade_question(question, student, learner)]
    report = exercise_report(quiz.id, quiz.points, tuple(results))
    return replace(report, numbers_of=learner.who) if own_numbers else report


@dataclass(frozen=True)
class _Learner:
    """Whose numbers are graded, by `variants.identity`; for nobody's, the reason."""

    who: str
    reason: str = ""


def grade_question(question: Question, student: Student, learner: _Learner) -> list[TestResult]:
    """The results of one question. A wrong form is a wrong answer, and says what the form is."""
    if question.variants and not learner.who:
        message = f"There were no numbers to answer with: {learner.reason}.\n{question.explanation}"
        return [_result(question, question.id, question.title, question.points, Verdict.FAILED, message)]
    verdict, message, answer = Verdict.FAILED, "", None
    try:
        answer = quizforms.read(question.form, getattr(student, question.id).plain())
    except quizforms.Unanswered:
        message = "No answer was given."
    except MissingName:
        message = f"No answer was given: the notebook does not set {question.id}."
    except quizforms.Malformed as error:
        message = f"The answer cannot be read: {error}."
    except (SubmissionTimeout, SubmissionCrashed, SubmissionError) as error:
        verdict, text, _ = judged(error)
        message = str(text or "")
    if question.partial == "per-choice":
        return [_of_choice(question, answer, choice.letter, verdict, message) for choice in question.choices]
    if answer is not None:
        fault = _fault(question, answer, learner.who)
        verdict, message = (Verdict.PASSED, "") if fault is None else (Verdict.FAILED, fault)
        if fault is not None and question.variants:
            message += _other_numbers(question, student, learner.who)
    explained = _explained(question, message, learner.who)
    return [_result(question, question.id, question.title, question.points, verdict, explained)]


def _other_numbers(question: Question, student: Student, who: str) -> str:
    """A remark where the notebook has other numbers than those that are graded."""
    try:
        seen = getattr(student, f"{question.id}_numbers").value()
    except (SubmissionTimeout, SubmissionCrashed, SubmissionError):
        return ""
    expected = question.numbers(who)
    if not isinstance(seen, dict) or seen == expected:
        return ""
    shown = ", ".join(f"{str(name)[:20]} = {str(seen[name])[:20]}" for name in list(seen)[:10]) or "no numbers"
    return f" The notebook shows {shown}, which are not the numbers of {who}: the id was changed below the cell that shows them."


def _of_choice(question: Question, answer: Any, letter: str, verdict: Verdict, message: str) -> TestResult:
    choice = next(choice for choice in question.choices if choice.letter == letter)
    if answer is not None:
        verdict = Verdict.PASSED if (letter in answer) == choice.right else Verdict.FAILED
        said = "chosen" if letter in answer else "not chosen"
        message = f"{letter} was {said}, and is {'right' if choice.right else 'not right'}. {choice.reason}".strip()
    if letter == question.choices[-1].letter:
        message = f"{message}\n{question.explanation}"
    share = question.points / len(question.choices)
    return _result(question, f"{question.id}_{letter}", f"{question.title}: choice {letter}", share, verdict, message)


def _result(question: Question, id: str, title: str, weight: float, verdict: Verdict, message: str) -> TestResult:
    return TestResult(id, title, weight, "hidden", verdict, plain(message).cut(_MESSAGE) if message else None)


def _fault(question: Question, answer: Any, learner: str) -> str | None:
    """What is wrong with an answer of the right form; None for nothing."""
    key = question.solved(learner)
    kind = question.form.kind
    if kind in ("one", "some", "order"):
        return None if answer == key else _wrong_letters(question, answer)
    if kind == "shape":
        return None if answer == key else f"The answer was {answer}."
    if kind == "number":
        return None if _close(answer, key, question.tolerance) else f"The answer was {answer:g}."
    if kind == "tensor":
        return _wrong_tensor(answer, torch.as_tensor(key, dtype=torch.float64), question.tolerance)
    return _wrong_formula(question, answer, key)


def _wrong_letters(question: Question, answer: Any) -> str:
    letters = sorted(answer) if isinstance(answer, frozenset) else list(answer)
    reasons = [c.reason for c in question.choices if c.letter in letters and c.reason and question.form.kind != "order"]
    missed = question.form.kind == "some" and not reasons
    return " ".join([f"The answer was {''.join(letters)}.", *reasons, *(["Not all that are right."] if missed else [])])


def _wrong_tensor(answer: torch.Tensor, key: torch.Tensor, tolerance: float | None) -> str | None:
    if answer.shape != key.shape:
        return f"The answer has shape {tuple(answer.shape)}, but should have {tuple(key.shape)}."
    error = (answer - key).abs()
    bound = torch.full_like(key, tolerance) if tolerance else 1e-4 * key.abs().clamp(min=1)
    if bool((error <= bound).all()):
        return None
    place = tuple(int(i) for i in torch.unravel_index((error - bound).argmax(), key.shape))
    return f"The entry at {list(place)} was {float(answer[place]):g}."


def _wrong_formula(question: Question, answer: Expression, key: Expression) -> str | None:
    for values in _points(question):
        expected = key(values)
        where = ", ".join(f"{name} = {value:.3g}" for name, value in values.items())
        try:
            if not _close(answer(values), expected, None):
                return f"The answer was {answer.text}; at {where} it gives {answer(values):.4g}, not {expected:.4g}."
        except ExpressionError as error:
            return f"The answer was {answer.text}; at {where} it has no value: {error}."
    return None


def _points(question: Question) -> list[dict[str, float]]:
    """The same points for everybody, spread over the question's intervals."""
    points = []
    for trial in range(_TRIALS):
        point = {}
        for name, (low, high) in (question.ranges or {}).items():
            digest = hashlib.sha256(f"{question.id}\0{name}\0{trial}".encode()).digest()
            point[name] = low + (high - low) * int.from_bytes(digest[:8], "big") / 2**64
        points.append(point)
    return points


def _close(answer: float, key: float, tolerance: float | None) -> bool:
    if tolerance is None:
        return math.isclose(answer, key, rel_tol=_TOLERANCE, abs_tol=1e-9)
    return abs(answer - key) <= tolerance * (1 + 1e-9)


def _explained(question: Question, message: str, learner: str) -> str:
    numbers = question.numbers(learner)
    given = f"With {numbers!r}, the numbers of {learner}, " if numbers else ""
    answer = f"{given}the right answer is {_shown(question, question.solved(learner))}."
    return "\n".join(filter(None, (message, answer[0].upper() + answer[1:], question.explanation)))


def _shown(question: Question, key: Any) -> str:
    if isinstance(key, Expression):
        return key.text
    if isinstance(key, float):
        return f"{key:.6g}" + (f", give or take {question.tolerance:g}" if question.tolerance else "")
    if question.form.kind in ("one", "some", "order"):
        return "".join(sorted(key) if isinstance(key, frozenset) else key)
    return str(_rounded(key))


def _rounded(value: Any) -> Any:
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _learner(student: Student) -> _Learner:
    """Who the notebook says it is. Its numbers were derived from the same."""
    try:
        value = student.learner.value()
    except SubmissionError:
        return _Learner("", "the notebook does not set `learner`")
    if isinstance(value, Handle):
        kind = value._kind[:100]
        return _Learner("", "no id was given" if kind == "ellipsis" else not_an_id(kind))
    try:
        who = identity(value)
    except NoLearner as error:
        return _Learner("", str(error))
    return _Learner(who, "" if who else "no id was given")


@lru_cache(maxsize=32)
def _load(path: Path, _modified: int) -> QuizFile:
    return load(path)
