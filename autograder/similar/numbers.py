"""Quizzes whose wrong answers are right with the numbers of somebody else, although the id in the notebook is the
learner's own.

One such answer says little: in a large class, almost any answer is somebody's. So at least two must be the same
person's, and by chance, as the class's own numbers show it, that must hardly ever happen in a class.
"""

from __future__ import annotations

import ast
import contextlib
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.course.model import Quiz
from autograder.quiz.variants import identity

if TYPE_CHECKING:  # it loads torch
    from autograder.quiz.question import Question

FORMS = ("number", "shape", "tensor")  # of answers that have numbers in them
FEWEST = 2  # answers: one may be anybody's
_BY_CHANCE = 0.1  # learners of a class in which nobody copied: one in ten classes
# By question, what was answered, as the reports have it.
Given = Mapping[str, str]


class NoQuestions(Exception):
    """The quiz's file cannot be read; one line that says why."""


@dataclass(frozen=True)
class Fit:
    """The learner's wrong answers to `questions` of a quiz are right with the numbers of `whose`."""

    learner: str
    quiz: str
    whose: str
    questions: tuple[str, ...]


def fitting(quiz: Quiz, given: Mapping[str, Given], learners: Collection[str]) -> list[Fit]:
    """Who has answers of whom among `learners`; `given` has the answers of those whose notebook has their own id.

    Raises NoQuestions.
    """
    if not any(len(answers) >= FEWEST for answers in given.values()):
        return []
    from autograder.quiz.questions import QuizError, load

    try:
        asked = load(quiz.questions).questions
    except (QuizError, OSError) as error:
        raise NoQuestions(" ".join(str(error).split())) from None
    questions = {it.id: it for it in asked if it.variants and it.form.kind in FORMS}
    keys = {name: _keys(question, learners) for name, question in questions.items()}
    fits = {
        learner: {
            name: whose
            for name, answer in answers.items()
            if name in questions and (whose := _whose(questions[name], keys[name], answer)) and learner not in whose
        }
        for learner, answers in given.items()
    }
    suspects = {learner: whose for learner, whose in fits.items() if len(whose) >= FEWEST}
    found = []
    for learner, of in suspects.items():
        for other in sorted({one for some in of.values() for one in some}):
            names = tuple(name for name in questions if other in of.get(name, ()))
            shares = [len(of[name]) / len(learners) for name in names]
            if len(names) >= FEWEST and len(suspects) * len(learners) * math.prod(shares) <= _BY_CHANCE:
                found.append(Fit(learner, quiz.id, other, names))
    return found


def _keys(question: Question, learners: Collection[str]) -> dict[str, Any]:
    """By learner what the question's right answer is with that one's numbers; none for an id that can be nobody's, or
    where the key has no value."""
    found = {}
    for learner in learners:
        with contextlib.suppress(ArithmeticError, ValueError):
            found[learner] = question.solved(identity(learner))
    return found


def _whose(question: Question, keys: Mapping[str, Any], answer: str) -> frozenset[str]:
    """With whose numbers it is right."""
    from autograder.quiz import forms
    from autograder.quiz.fault import fault

    try:
        read = forms.read(question.form, ast.literal_eval(answer))
    except (forms.Unanswered, forms.Malformed, ValueError, SyntaxError, RecursionError):  # a long one is kept cut off
        return frozenset()
    return frozenset(learner for learner, key in keys.items() if fault(question, read, key) is None)
