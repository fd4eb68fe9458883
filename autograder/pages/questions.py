"""What a learner's page says of the questions of a quiz: each as it was asked, what was answered, and why that is
wrong."""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.pages.rendering import Piece
from autograder.report.model import AskedQuestion, ExerciseReport, QuizAnswer, TestResult, Verdict
from autograder.report.render import SYMBOLS, WORDS, clean, code_html, worths


@dataclass(frozen=True)
class QuestionPart:
    """One question on the page. `asked`, `given` and `said` are names of pieces; `said` is "" for nothing."""

    heading: str
    score: str
    state: str
    asked: str
    given: str
    said: str


@dataclass(frozen=True)
class QuestionParts:
    """The questions of a quiz in their order: those that lost points, and those that are right."""

    wrong: tuple[QuestionPart, ...]
    right: tuple[QuestionPart, ...]


def question_parts(report: ExerciseReport, policy: str, name: Callable[[Piece], str]) -> QuestionParts:
    """The questions of a quiz's report. With the policy "titles" nothing is said that tells a right answer.

    `name` takes a piece to be cleaned, and gives what stands for it.
    """
    results = zip(report.tests, worths(report.tests, report.points), strict=True)  # in the order of the questions
    wrong: list[QuestionPart] = []
    right: list[QuestionPart] = []
    for asked in report.questions:
        found = list(itertools.islice(results, len(asked.checks)))
        tests = [test for test, _ in found]
        earned, share = (sum(worth[place] for _, worth in found if worth is not None) for place in (0, 1))
        whole = all(test.verdict is Verdict.PASSED for test in tests)
        (right if whole else wrong).append(
            QuestionPart(
                heading=f"Question {asked.number}: {asked.title}",
                score=f"{round(earned, 2):g} of {round(share, 2):g} points",
                state=_state(tests, partly=not whole and earned > 0),
                asked=name(Piece("markdown", _asked(asked))),
                given=name(_given(asked, tests[0].answer)),
                said="" if policy == "titles" else _said(tests, name),
            )
        )
    return QuestionParts(tuple(wrong), tuple(right))


def _asked(asked: AskedQuestion) -> str:
    return f"{asked.text}\n\nThe numbers: {asked.numbers}" if asked.numbers else asked.text


def _state(tests: Sequence[TestResult], *, partly: bool) -> str:
    if partly:
        return f"{SYMBOLS[Verdict.FAILED]} partly right"
    verdict = next((test.verdict for test in tests if test.verdict is not Verdict.PASSED), Verdict.PASSED)
    answer = tests[0].answer
    is_left_out = answer is None or (answer.given is None and not answer.unread)
    words = {Verdict.PASSED: "right", Verdict.FAILED: "not answered" if is_left_out else "not right"}
    return f"{SYMBOLS[verdict]} {words.get(verdict, WORDS[verdict])}"


def _given(asked: AskedQuestion, answer: QuizAnswer | None) -> Piece:
    """What was answered; of choices, their texts as well."""
    if answer is None or not answer.given:
        return Piece("report", f"<p>{'none that can be read' if answer and answer.unread else 'none was given'}</p>")
    if answer.form in ("one", "some"):
        return Piece("markdown", "\n".join(f"* **{letter}**: {asked.choices[letter]}" for letter in answer.given))
    return Piece("report", f"<p><code>{html.escape(clean(answer.given))}</code></p>")


def _said(tests: Sequence[TestResult], name: Callable[[Piece], str]) -> str:
    """What grading says of the answer, each thing once: why it is wrong, what is right, and why."""
    given = tests[0].answer.given if tests[0].answer else None  # which stands above
    shown = {"", "No answer was given."}
    lines = [line for test in tests for line in clean(test.words).removeprefix(f"The answer was {given}.").splitlines()]
    text = "".join(f"<p>{code_html(line.strip())}</p>" for line in dict.fromkeys(lines) if line.strip() not in shown)
    return name(Piece("report", text)) if text else ""
