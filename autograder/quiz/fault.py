"""What is wrong with a quiz's answer that has the right form, and how its key is written."""

from __future__ import annotations

import hashlib
import math
from typing import Any

import torch

from autograder.quiz.formula import Expression, ExpressionError
from autograder.quiz.question import Question
from autograder.report.message import Message, joined, message

_TRIALS = 24  # points at which two formulas are compared
_TOLERANCE = 1e-6  # relative, where a question sets none
_WAS = "The answer was {answer}."
_GIVES = "The answer was {answer}; at {where} it gives {came}, not {due}."
_NO_VALUE = "The answer was {answer}; at {where} it has no value: {error}."


def fault(question: Question, answer: Any, key: Any) -> Message | None:
    """What is wrong with an answer of the right form; None for nothing."""
    kind = question.form.kind
    if kind in ("one", "some", "order"):
        return None if answer == key else _wrong_letters(question, answer, key)
    if kind == "shape":
        return None if answer == key else message(_WAS, answer=answer)
    if kind == "number":
        return None if _close(answer, key, question.tolerance) else message(_WAS, answer=f"{answer:g}")
    if kind == "tensor":
        return _wrong_tensor(answer, torch.as_tensor(key, dtype=torch.float64), question.tolerance)
    return _wrong_formula(question, answer, key)


def _wrong_letters(question: Question, answer: Any, key: Any) -> Message:
    letters = sorted(answer) if isinstance(answer, frozenset) else list(answer)
    reasons = [c.reason for c in question.choices if c.letter in letters and c.reason and question.form.kind != "order"]
    if question.form.kind == "some" and answer <= key:
        one = "That is right, but others are right, too."
        reasons.append(one if len(answer) == 1 else "These are right, but not the only ones.")
    return joined(" ", message(_WAS, answer="".join(letters)), *reasons)


def _wrong_tensor(answer: torch.Tensor, key: torch.Tensor, tolerance: float | None) -> Message | None:
    if answer.shape != key.shape:
        came, due = tuple(answer.shape), tuple(key.shape)
        return message("The answer has shape {came}, but should have {due}.", came=came, due=due)
    error = (answer - key).abs()
    bound = torch.full_like(key, tolerance) if tolerance else 1e-4 * key.abs().clamp(min=1)
    if bool((error <= bound).all()):
        return None
    place = tuple(int(i) for i in torch.unravel_index((error - bound).argmax(), key.shape))
    return message("The entry at {place} was {came}.", place=list(place), came=f"{float(answer[place]):g}")


def _wrong_formula(question: Question, answer: Expression, key: Expression) -> Message | None:
    for values in _points(question):
        expected = key(values)
        where = ", ".join(f"{name} = {value:.3g}" for name, value in values.items())
        try:
            if not _close(answer(values), expected, None):
                came, due = f"{answer(values):.4g}", f"{expected:.4g}"
                return message(_GIVES, answer=answer.text, where=where, came=came, due=due)
        except ExpressionError as error:
            return message(_NO_VALUE, answer=answer.text, where=where, error=error.message)
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


def shown(question: Question, key: Any) -> str:
    """The key as a learner reads it."""
    about = f", give or take {question.tolerance:g}" if isinstance(key, float) and question.tolerance else ""
    return written(question, key) + about


def written(question: Question, answer: Any) -> str:
    """An answer, or a key, as text."""
    if isinstance(answer, Expression):
        return answer.text
    if isinstance(answer, float):
        return f"{answer:.6g}"
    if question.form.kind in ("one", "some", "order"):
        return "".join(sorted(answer) if isinstance(answer, frozenset) else answer)
    return str(_rounded(answer.tolist() if isinstance(answer, torch.Tensor) else answer))


def _rounded(value: Any) -> Any:
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value
