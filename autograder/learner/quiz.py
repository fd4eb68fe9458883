"""`quiz(...)` in the learner's kernel: which answers are there and can be read. It does not know which are right."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.learner.display import Notice, Unfinished, show
from autograder.learner.record import remember
from autograder.quiz import forms as quizforms
from autograder.quiz.variants import NoLearner, Numbers, identity
from autograder.quiz.variants import shown as as_text
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError
from autograder.report.render import Line, lines_html, lines_text

_MORE = "This says nothing about whether an answer is right: grading does."


def run(name: str, learner: tuple[object, ...], forms: Mapping[str, str], namespace: Mapping[str, Any]) -> None:
    """Shows the state of each answer, by its name in `namespace`. Raises Unfinished unless all can be read.

    `learner` is empty for a quiz without numbers of a learner's own.
    """
    __tracebackhide__ = True
    lines = [learner_line(value) for value in learner[:1]]
    for question, text in forms.items():
        line = answer_line(question, quizforms.form(text), namespace)
        numbers = namespace.get(f"{question}_numbers")
        if learner and line.symbol == "✓" and isinstance(numbers, Numbers):
            line = _other_numbers(question, numbers, learner[0], as_text(namespace[question])) or line
        lines.append(line)
    missing = sum(line.symbol != "✓" for line in lines)
    ready = f"{len(lines) - missing} of {len(lines)} ready"
    show(
        Notice(
            f"{name}: {ready}\n{lines_text(lines)}\n{_MORE}",
            f"<div><p><strong>{name}: {ready}</strong></p>{lines_html(lines)}<p>{_MORE}</p></div>",
        )
    )
    remember(Path.cwd(), name, lambda tried: tried.again(not missing))
    if missing:
        raise Unfinished(f"{name}: {missing} of {len(lines)} not ready yet; the table above says which.")


def answer_line(question: str, form: quizforms.Form, namespace: Mapping[str, Any]) -> Line:
    """The state of one answer, read the way that grading reads it."""
    try:
        quizforms.read(form, getattr(Student(Executor(namespace)), question).plain())
    except quizforms.Unanswered:
        return Line("○", "no answer yet", question, f"write {form.advice}")
    except quizforms.Malformed as error:
        return Line("✗", "cannot be read", question, str(error))
    except SubmissionError:
        return Line("○", "no answer yet", question, f"run the cell that sets {question}")
    return Line("✓", "ready", question, "")


def learner_line(learner: object) -> Line:
    """Whose numbers these are, and what to write where they are nobody's."""
    login = os.environ.get("JUPYTERHUB_USER", "")
    try:
        who = identity(learner)
    except NoLearner as error:
        return Line("✗", "cannot be read", "learner", str(error))
    if not who:
        known = f'learner = "{login}"' if login else 'learner = "ada", if you log in as ada'
        return Line(
            "○", "missing", "learner", f"your id, from which your numbers derive: {known}; then run all cells again"
        )
    other = f", but you are logged in as {login}" if login and identity(login) != who else ""
    return Line("✓", "ready", "learner", f"the numbers are those of {who}{other}")


def _other_numbers(question: str, numbers: Numbers, learner: object, answer: str) -> Line | None:
    """A line for an answer that belongs to other numbers than those that are graded."""
    again = f"run the cell that shows {question}_numbers again, and answer with what it shows"
    try:
        who = identity(learner)
    except NoLearner:
        who = ""
    if not numbers or numbers.learner != who:
        whose = f"the numbers of {numbers.learner}" if numbers.learner else "no numbers at all"
        return Line(
            "✗",
            "other numbers",
            question,
            f"this answer belongs to {whose}, not to those of {who or 'nobody'}: {again}",
        )
    earlier, numbers.earlier = numbers.earlier, None
    if earlier is None or numbers.answer != answer:
        return None
    before = f"to {earlier!r}" if earlier else "to no numbers at all"
    note = f"this answer was there before your numbers, {numbers!r}; it belongs {before}. If it is right nevertheless, run this cell again"
    return Line("✗", "other numbers", question, note)
