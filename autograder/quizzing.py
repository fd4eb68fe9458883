"""`quiz(...)` in the learner's kernel: which answers are there and can be read. It does not know which are right."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from autograder import quizforms
from autograder.notice import Notice, Unfinished, show
from autograder.render import Line, lines_html, lines_text
from autograder.sandbox.executor import Executor
from autograder.student import Student, SubmissionError

_MORE = "This says nothing about whether an answer is right: grading does."


def run(name: str, learner: str | None, forms: Mapping[str, str], namespace: Mapping[str, Any]) -> None:
    """Shows the state of each answer, by its name in `namespace`. Raises Unfinished unless all can be read."""
    __tracebackhide__ = True
    lines = [] if learner is None else [_learner(learner)]
    lines += [answer_line(question, quizforms.form(text), namespace) for question, text in forms.items()]
    missing = sum(line.symbol != "✓" for line in lines)
    ready = f"{len(lines) - missing} of {len(lines)} ready"
    show(
        Notice(
            f"{name}: {ready}\n{lines_text(lines)}\n{_MORE}",
            f"<div><p><strong>{name}: {ready}</strong></p>{lines_html(lines)}<p>{_MORE}</p></div>",
        )
    )
    if missing:
        raise Unfinished(f"{name}: {missing} of {len(lines)} not ready yet; the table above says which.")


def answer_line(question: str, form: quizforms.Form, namespace: Mapping[str, Any]) -> Line:
    """The state of one answer, read the way that grading reads it."""
    try:
        quizforms.read(form, getattr(Student(Executor(namespace)), question).value())
    except quizforms.Unanswered:
        return Line("○", "no answer yet", question, f"write {form.advice}")
    except quizforms.Malformed as error:
        return Line("✗", "cannot be read", question, str(error))
    except SubmissionError:
        return Line("○", "no answer yet", question, f"run the cell that sets {question}")
    return Line("✓", "ready", question, "")


def _learner(learner: object) -> Line:
    if isinstance(learner, str) and learner.strip():
        return Line("✓", "ready", "learner", "")
    login = os.environ.get("JUPYTERHUB_USER", "")
    known = f'learner = "{login}"' if login else "yours, in quotes"
    return Line(
        "○", "missing", "learner", f"your id, from which your numbers derive: {known}; then run all cells again"
    )
