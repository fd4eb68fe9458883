"""`practice("warm_up", first=(3, 4))` in the learner's kernel: whether an answer is right, and why, at once.

Nothing is counted, and nothing is kept but the numbers that were shown last.
"""

from __future__ import annotations

import html
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course.layout import CHECKS, PRACTICE
from autograder.learner.display import Notice, Unfinished, show
from autograder.quiz import forms
from autograder.quiz.fault import fault, shown
from autograder.quiz.question import Question, QuizFile, from_json
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError
from autograder.report.render import code_html

_TRIES = 3  # wrong answers in a row, after which the right one is told


@dataclass
class _Turn:
    """One go at a question: `who` stands for its numbers; `wrong` counts answers since they were drawn."""

    who: str
    wrong: int = 0


_turns: dict[tuple[str, str], _Turn] = {}  # by quiz and question, in this kernel


def run(name: str, answers: Mapping[str, object]) -> None:
    """Says of each answer whether it is right. Raises Unfinished for a quiz or question that is not there."""
    __tracebackhide__ = True
    questions = {question.id: question for question in _quiz(name).questions}
    unknown = [id for id in answers if id not in questions]
    if unknown or not answers:
        asked = f"has no question {unknown[0]}" if unknown else "was given no question"
        raise Unfinished(f"{name} {asked}; it has {', '.join(questions)}.")
    for id, answer in answers.items():
        head, *texts = _said(name, questions[id], answer)
        paragraphs = "".join(f"<p>{code_html(text)}</p>" for text in texts)
        show(Notice("\n".join([head, *texts]), f"<div><p><strong>{html.escape(head)}</strong></p>{paragraphs}</div>"))


def _quiz(name: str) -> QuizFile:
    folder = Path.cwd() / CHECKS
    try:
        return from_json((folder / f"{name}{PRACTICE}").read_bytes())
    except OSError:
        known = ", ".join(sorted(path.stem for path in folder.glob(f"*{PRACTICE}"))) or "none"
        raise Unfinished(f"there is no quiz {name} for practice beside this notebook; there is {known}.") from None
    except ValueError as error:
        raise Unfinished(f"{name} cannot be read; fetch the assignment again. {error}") from None


def _said(name: str, question: Question, value: object) -> list[str]:
    """A headline, and what there is to say below it."""
    turn = _turns.get((name, question.id))
    try:
        answer = forms.read(question.form, getattr(Student(Executor({question.id: value})), question.id).plain())
    except forms.Unanswered:
        return ["○ no answer yet", *_drawn(name, question), f"Write {question.form.advice} in place of None."]
    except (forms.Malformed, SubmissionError) as error:
        return ["✗ cannot be read", f"{error}"]
    if turn is None and question.variants:  # the kernel is new, and the answer belongs to numbers that are gone
        return ["○ these are your numbers now", *_drawn(name, question), "Answer for them, and run the cell again."]
    turn = turn or _turn(name, question)
    wrong = fault(question, answer, question.solved(turn.who))
    if wrong is None:
        return ["✓ right", question.explanation, *_drawn(name, question, "Once more, if you like: ")]
    turn.wrong += 1
    said = [f"{_numbers(question, turn, 'With ')}{wrong}"]
    if turn.wrong < _TRIES:
        return ["✗ not right", *said, "Try again."]
    right = f"The right answer is {shown(question, question.solved(turn.who))}."
    return ["✗ not right", *said, right, question.explanation, *_drawn(name, question, "Try again with new numbers: ")]


def _turn(name: str, question: Question) -> _Turn:
    """A new one; its numbers differ from those of the last one wherever that can be."""
    before = _turns.get((name, question.id))
    for _ in range(20):
        turn = _turns[name, question.id] = _Turn(secrets.token_hex(8))
        if before is None or question.numbers(turn.who) != question.numbers(before.who):
            break
    return turn


def _drawn(name: str, question: Question, before: str = "") -> list[str]:
    """A line with new numbers; none for a question without."""
    turn = _turn(name, question)
    return [f"{before}{question.numbers(turn.who)}"] if question.variants else []


def _numbers(question: Question, turn: _Turn, before: str) -> str:
    return f"{before}{question.numbers(turn.who)}: " if question.variants else ""
