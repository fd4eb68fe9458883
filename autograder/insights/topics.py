"""What to talk about: where a class lost its points, by cause, the cause that cost most first.

Every point that a learner lost has one cause. So the causes can be compared, and together they are all that was lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from autograder.course.model import Exercise, Quiz
from autograder.insights.answers import LETTERS, NO_ID, NOTHING, UNREAD
from autograder.insights.items import Answers, Attempt, question_of
from autograder.insights.kept import KeptTest
from autograder.report.model import Verdict, rounded
from autograder.report.render import clean

if TYPE_CHECKING:  # it loads torch
    from autograder.quiz.question import Question

_NUMBER = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")
_SHOWN = 300  # characters of a message that is shown as an example


class Cause(StrEnum):
    """Why learners lost points."""

    MISCONCEPTION = "a known misconception"
    ALIKE = "the same result, by no known mistake"
    ANSWER = "the same wrong answer"
    UNREAD = "an answer that could not be read"
    UNTOUCHED = "left empty"
    STOPPED = "the notebook stops above the check"
    LIMIT = "ran out of time, or crashed"
    VARIOUS = "mistakes that nobody shares"

    @property
    def tells_by_id(self) -> bool:
        """Whether a topic's id says something to a reader."""
        return self in (Cause.MISCONCEPTION, Cause.ANSWER)


_SILENT = {NOTHING: Cause.UNTOUCHED, NO_ID: Cause.UNTOUCHED, UNREAD: Cause.UNREAD}


@dataclass(frozen=True)
class Topic:
    """Learners who lost points for one cause in one exercise or question, in all `lost`, which is `share` of what the
    class lost.

    `id` tells causes of one kind apart: a diagnosis's id, say, or several ids that have one hint. `hint` is what the
    grader tells them, `example` what one of them read, `checks` the titles of what they failed; "" and () where there
    is nothing to say.
    """

    cause: Cause
    assignment: str
    part: str
    id: str
    title: str
    learners: tuple[str, ...]
    of: int
    lost: float
    share: float
    hint: str = ""
    example: str = ""
    checks: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why it has its rank."""
        who = f"{len(self.learners)} of {self.of} learners" if self.of != 1 else "the one learner"
        return f"{who} lost {self.lost:g} points by it in all, {100 * self.share:.0f} % of what the class lost"


@dataclass(frozen=True)
class _Loss:
    """What one learner lost for one cause."""

    learner: str
    lost: float
    cause: Cause
    id: str
    hint: str = ""
    example: str = ""
    checks: tuple[str, ...] = ()


def exercise_topics(assignment: str, exercise: Exercise, tried: Sequence[Attempt]) -> list[Topic]:
    """What was lost in an exercise, by cause."""
    losses = [loss for attempt in tried if (loss := _loss(attempt)) is not None]
    alike = Counter(loss.id for loss in losses if loss.cause is Cause.ALIKE)
    settled = [
        _Loss(loss.learner, loss.lost, Cause.VARIOUS, "various") if alike[loss.id] == 1 else loss for loss in losses
    ]
    return _topics(assignment, exercise.id, "", len(tried), settled)


def quiz_topics(
    assignment: str, quiz: Quiz, tried: Sequence[Attempt], answers: Sequence[Answers], questions: Mapping[str, Question]
) -> list[Topic]:
    """What was lost in each question, by what was answered instead."""
    topics = []
    for asked in answers:
        lost = {attempt.learner: _lost(attempt, asked.item.id) for attempt in tried}
        losses = []
        for wrong in asked.wrong:
            cause = _SILENT.get(wrong.same, Cause.ANSWER if len(wrong.learners) > 1 else Cause.VARIOUS)
            hint = _meaning(asked, wrong.same, questions.get(asked.item.id)) if cause is Cause.ANSWER else ""
            id = wrong.same if cause is not Cause.VARIOUS else "various"
            losses += [_Loss(learner, lost[learner], cause, id, hint) for learner in wrong.learners]
        title = asked.item.title
        found = _topics(assignment, quiz.id, title, len(tried), losses)
        topics += [_of_question(topic, asked.item.id) for topic in found]
    return topics


def ranked(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """The topics with their share of all that was lost; the most costly first, at a tie the one of more learners."""
    whole = sum(topic.lost for topic in topics)
    shares = [Topic(**{**vars(topic), "share": topic.lost / whole if whole else 0.0}) for topic in topics]
    return tuple(sorted(shares, key=lambda t: (-t.lost, -len(t.learners), t.assignment, t.part, t.id)))


def for_tomorrow(topics: Sequence[Topic], most: int = 7) -> tuple[Topic, ...]:
    """Those that concern more than one learner, and have something in common to be talked about."""
    several = [t for t in topics if t.lost > 0 and t.cause is not Cause.VARIOUS and (len(t.learners) > 1 or t.of == 1)]
    return tuple(several[:most])


def _topics(assignment: str, part: str, title: str, of: int, losses: Sequence[_Loss]) -> list[Topic]:
    # A misconception is what its hint says: several known wrong answers may come of it.
    grouped: dict[tuple[Cause, str], list[_Loss]] = {}
    for loss in losses:
        same = loss.hint or loss.id if loss.cause is Cause.MISCONCEPTION else loss.id
        grouped.setdefault((loss.cause, same), []).append(loss)
    return [
        Topic(
            cause,
            assignment,
            part,
            ", ".join(dict.fromkeys(loss.id for loss in group)),
            title,
            tuple(loss.learner for loss in group),
            of,
            rounded(sum(loss.lost for loss in group)),
            0.0,
            group[0].hint,
            next((loss.example for loss in group if loss.example), ""),
            group[0].checks,
        )
        for (cause, _), group in grouped.items()
    ]


def _of_question(topic: Topic, question: str) -> Topic:
    return Topic(**{**vars(topic), "id": f"{question}: {topic.id}"})


def _loss(attempt: Attempt) -> _Loss | None:
    work = attempt.work
    lost = rounded(work.points - (work.score or 0.0))
    failed = [test for test in work.tests if test.verdict is not Verdict.PASSED]
    if lost <= 0 or not failed:
        return None
    titles = tuple(test.title for test in failed)
    example = _said(failed)[:_SHOWN]
    if work.diagnosis is not None:
        return _Loss(
            attempt.learner, lost, Cause.MISCONCEPTION, work.diagnosis.id, work.diagnosis.hint, example, titles
        )
    if _is_untouched(attempt):
        return _Loss(attempt.learner, lost, Cause.UNTOUCHED, "untouched")
    verdicts = {test.verdict for test in failed}
    if work.verdict in (Verdict.TIMEOUT, Verdict.CRASHED):
        return _Loss(attempt.learner, lost, Cause.LIMIT, "limit", example=example)
    if work.because is not None and not verdicts & {Verdict.FAILED}:
        return _Loss(attempt.learner, lost, Cause.STOPPED, "stopped", example=clean(work.because)[:_SHOWN])
    id = _result(failed)
    return _Loss(attempt.learner, lost, Cause.ALIKE, id, example=example, checks=titles)


def _result(failed: Sequence[KeptTest]) -> str:
    """What came of an answer, to be compared: the checks that failed, and what the first of them says.

    Everybody's answer is tried on the same numbers, so the same mistake gives the same ones, but for rounding.
    """
    said = _NUMBER.sub(lambda n: f"{float(n[0]):.4g}", _said(failed))
    return " ".join([*sorted(test.name for test in failed), said])


def _said(failed: Sequence[KeptTest]) -> str:
    """What the first of them says; one that held, and did not count, says nothing of the mistake
    (`checks.requirements`)."""
    said = [clean(test.message) for test in failed if test.message]
    return next((words for words in said if not words.startswith("This holds, but ")), said[0] if said else "")


def _is_untouched(attempt: Attempt) -> bool:
    """Whether nothing was written: every check says that the stub is still there, or that there is no such name."""
    work = attempt.work
    if work.because is not None and not work.because.startswith(f"`{work.id}` is not written yet"):
        return False
    left = [
        test.verdict is Verdict.MISSING or (test.message or "").startswith("NotImplementedError") for test in work.tests
    ]
    return not work.score and all(left)


def _lost(attempt: Attempt, question: str) -> float:
    """What a learner lost by one question, in points."""
    work = attempt.work
    whole = sum(test.weight for test in work.tests)
    failed = [t.weight for t in work.tests if question_of(t) == question and t.verdict is not Verdict.PASSED]
    return work.points * sum(failed) / whole if whole else 0.0


def _meaning(asked: Answers, given: str, question: Question | None) -> str:
    """What stands behind letters, and why they are wrong."""
    if asked.form not in LETTERS or question is None:
        return ""
    return " ".join(_lines(asked, given, question))


def _lines(asked: Answers, given: str, question: Question) -> Iterator[str]:
    chosen = [choice for choice in question.choices if choice.letter in given]
    if asked.form == "order":
        return
    for choice in chosen:
        if not choice.right:
            yield f"{choice.letter}: {choice.text}." + (f" {choice.reason}" if choice.reason else "")
    missed = [choice for choice in question.choices if choice.right and choice not in chosen]
    if asked.form == "some":
        for choice in missed:
            yield f"Not chosen, but right: {choice.letter}: {choice.text}."
