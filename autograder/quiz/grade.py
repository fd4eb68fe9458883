"""Grading a quiz: answers come out of the submission as plain data, and are compared here."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.checks.verdict import judged
from autograder.course.model import Quiz
from autograder.quiz import forms as quizforms
from autograder.quiz.fault import fault, shown, written
from autograder.quiz.question import Question, QuizFile
from autograder.quiz.questions import load
from autograder.quiz.variants import NOT_AN_ID, NoLearner, identity
from autograder.remote.student import (
    Backend,
    Handle,
    MissingName,
    Student,
    SubmissionCrashed,
    SubmissionError,
    SubmissionTimeout,
)
from autograder.remote.words import brief
from autograder.report.message import Message, joined, message
from autograder.report.model import AskedQuestion, ExerciseReport, QuizAnswer, TestResult, Verdict, exercise_report

_MESSAGE = 4000  # an explanation is ours, and an answer in it may be of any length
_ANSWER = 200  # characters that are kept of an answer
_NO_NUMBERS = "There were no numbers to answer with: {reason}.\n{explanation}"
_OTHER_NUMBERS = (
    "The notebook shows {numbers}, which are not the numbers of {learner}: "
    "the id was changed below the cell that shows them."
)
_OWN_RIGHT_ANSWER = "With {numbers}, the numbers of {learner}, the right answer is {answer}."
_CHOICE = {  # by whether it was chosen, and whether it holds
    (True, True): "{letter} holds, and was chosen.",
    (True, False): "{letter} was chosen, but does not hold.",
    (False, True): "{letter} holds, but was not chosen.",
    (False, False): "{letter} does not hold, and was not chosen.",
}


def grade_quiz(quiz: Quiz, backend: Backend) -> ExerciseReport:
    """One result for each question, or for each choice of a question that counts them one by one."""
    student = Student(backend)
    file = _load(quiz.questions, quiz.questions.stat().st_mtime_ns)
    own_numbers = any(question.variants for question in file.questions)
    learner = _learner(student) if own_numbers else _Learner("")
    results = [grade_question(question, student, learner) for question in file.questions]
    report = exercise_report(quiz.id, quiz.points, tuple(itertools.chain(*results)))
    asked = (
        _asked(number, question, learner.who, found)
        for number, (question, found) in enumerate(zip(file.questions, results, strict=True), start=1)
    )
    return replace(report, questions=tuple(asked), numbers_of=learner.who if own_numbers else None)


@dataclass(frozen=True)
class _Learner:
    """Whose numbers are graded, by `variants.identity`; for nobody's, the reason."""

    who: str
    reason: Message | str = ""


def _asked(number: int, question: Question, who: str, results: list[TestResult]) -> AskedQuestion:
    numbers = str(question.numbers(who)) if who else ""
    choices = {choice.letter: choice.text for choice in question.choices}
    return AskedQuestion(
        number, question.title, question.asked(), numbers, choices, tuple(result.id for result in results)
    )


def grade_question(question: Question, student: Student, learner: _Learner) -> list[TestResult]:
    """The results of one question. A wrong form is a wrong answer, and says what the form is."""
    if question.variants and not learner.who:
        said = message(_NO_NUMBERS, reason=learner.reason, explanation=question.explanation)
        return [_result(question, question.id, question.title, question.points, Verdict.FAILED, said)]
    verdict, found, answer, unread = Verdict.FAILED, None, None, False
    try:
        answer = quizforms.read(question.form, getattr(student, question.id).plain())
    except quizforms.Unanswered:
        found = message("No answer was given.")
    except MissingName:
        found = message("No answer was given: the notebook does not set {name}.", name=question.id)
    except quizforms.Malformed as error:
        found, unread = message("The answer cannot be read: {error}.", error=error.message), True
    except (SubmissionTimeout, SubmissionCrashed, SubmissionError) as error:
        verdict, found, _ = judged(error)
    kept = _kept(question, answer, learner.who, unread)
    if question.partial == "per-choice":
        results = [_of_choice(question, answer, choice.letter, verdict, found) for choice in question.choices]
        return [replace(result, answer=kept) for result in results]
    if answer is not None:
        found = fault(question, answer, question.solved(learner.who))
        verdict = Verdict.PASSED if found is None else Verdict.FAILED
        if found is not None and question.variants:
            found = joined(" ", found, _other_numbers(question, student, learner.who))
    explained = joined("\n", found, _right_answer(question, learner.who), question.explanation)
    return [replace(_result(question, question.id, question.title, question.points, verdict, explained), answer=kept)]


def _kept(question: Question, answer: Any, who: str, unread: bool) -> QuizAnswer:
    given = None if answer is None else written(question, answer)[:_ANSWER]
    right = written(question, question.solved(who))[:_ANSWER]
    return QuizAnswer(question.id, question.form.kind, given, right, unread)


def _other_numbers(question: Question, student: Student, who: str) -> Message | None:
    """A remark where the notebook has other numbers than those that are graded."""
    try:
        seen = getattr(student, f"{question.id}_numbers").value()
    except (SubmissionTimeout, SubmissionCrashed, SubmissionError):
        return None
    expected = question.numbers(who)
    if not isinstance(seen, dict) or seen == expected:
        return None
    pairs = [(name if isinstance(name, str) else brief(name, 20), brief(seen[name], 20)) for name in list(seen)[:10]]
    numbers = ", ".join(f"{name[:20]} = {number[:20]}" for name, number in pairs) or "no numbers"
    return message(_OTHER_NUMBERS, numbers=numbers, learner=who)


def _of_choice(question: Question, answer: Any, letter: str, verdict: Verdict, found: Message | None) -> TestResult:
    choice = next(choice for choice in question.choices if choice.letter == letter)
    if answer is not None:
        verdict = Verdict.PASSED if (letter in answer) == choice.right else Verdict.FAILED
        found = joined(" ", message(_CHOICE[letter in answer, choice.right], letter=letter), choice.reason)
    last = letter == question.choices[-1].letter
    said = joined("\n", found, question.explanation if last else None)
    share = question.points / len(question.choices)
    return _result(question, f"{question.id}_{letter}", f"{question.title}: choice {letter}", share, verdict, said)


def _result(question: Question, id: str, title: str, weight: float, verdict: Verdict, said: Message) -> TestResult:
    return TestResult(id, title, weight, "hidden", verdict, said.cut(_MESSAGE) if str(said) else None)


def _right_answer(question: Question, learner: str) -> Message:
    answer, numbers = shown(question, question.solved(learner)), question.numbers(learner)
    if not numbers:
        return message("The right answer is {answer}.", answer=answer)
    return message(_OWN_RIGHT_ANSWER, numbers=numbers, learner=learner, answer=answer)


def _learner(student: Student) -> _Learner:
    """Who the notebook says it is. Its numbers were derived from the same."""
    try:
        value = student.learner.value()
    except SubmissionError:
        return _Learner("", "the notebook does not set `learner`")
    if isinstance(value, Handle):
        kind = value._kind[:100]
        return _Learner("", "no id was given" if kind == "ellipsis" else message(NOT_AN_ID, kind=kind))
    try:
        who = identity(value)
    except NoLearner as error:
        return _Learner("", error.message)
    return _Learner(who, "" if who else "no id was given")


@lru_cache(maxsize=32)
def _load(path: Path, _modified: int) -> QuizFile:
    return load(path)
