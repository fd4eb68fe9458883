"""Exercises, their checks, and questions of quizzes: what learners got right, how hard each was, and whom it tells
apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from autograder.course.model import Assignment, Exercise
from autograder.insights.answers import Given, WrongAnswer, wrong_answers
from autograder.insights.kept import KeptExercise, KeptReport, KeptTest
from autograder.insights.statistics import difficulty, discrimination
from autograder.report.model import Verdict

if TYPE_CHECKING:  # it loads torch
    from autograder.quiz.question import Question

Reports = Mapping[str, Mapping[str, KeptReport]]
Kind = Literal["exercise", "check", "quiz", "question"]


@dataclass(frozen=True)
class Item:
    """What can be got right or wrong. `part` is the exercise or quiz that it is, or belongs to; a check's `id` names
    its file.

    `learners` handed it in, `failed` did not get all of it. `difficulty` and `discrimination` are those of
    `statistics`.
    """

    kind: Kind
    part: str
    id: str
    title: str
    points: float
    learners: int
    failed: tuple[str, ...]
    difficulty: float | None
    discrimination: float | None


@dataclass(frozen=True)
class ChoiceCount:
    """A line that could be chosen, how many chose it, and whether they should have; `reason` says why not."""

    letter: str
    text: str
    right: bool
    chosen: int
    reason: str = ""


@dataclass(frozen=True)
class Answers:
    """What was answered to a question, `item`; `choices` for one with letters, else none."""

    item: Item
    form: str
    choices: tuple[ChoiceCount, ...]
    wrong: tuple[WrongAnswer, ...]


@dataclass(frozen=True)
class Attempt:
    """A learner's work on an exercise or quiz, and the score of the whole assignment."""

    learner: str
    work: KeptExercise
    total: float


def attempts(assignment: Assignment, reports: Reports) -> dict[str, list[Attempt]]:
    """By exercise and quiz, in the course's order: the work of all who handed in its notebook and have a score."""
    found: dict[str, list[Attempt]] = {part.id: [] for name in assignment.notebooks for part in assignment.parts(name)}
    for learner, of_learner in reports.items():
        total = sum(report.score or 0.0 for report in of_learner.values())
        for name, report in of_learner.items():
            known = {part.id for part in assignment.parts(name)}
            for work in report.exercises:
                if work.id in known and work.score is not None:
                    found[work.id].append(Attempt(learner, work, total))
    return found


def exercise_items(exercise: Exercise, tried: Sequence[Attempt]) -> list[Item]:
    """The exercise, then its checks in their order."""
    items = [_whole("exercise", exercise.id, exercise.points, tried)]
    titles: dict[str, str] = {}
    results: dict[str, list[tuple[Attempt, float, float]]] = {}
    for attempt in tried:
        weight = sum(test.weight for test in attempt.work.tests)
        for test in attempt.work.tests:
            titles[test.name] = test.title
            worth = attempt.work.points * test.weight / weight if weight else 0.0
            results.setdefault(test.name, []).append((attempt, float(test.verdict is Verdict.PASSED), worth))
    for id, of_check in results.items():
        points = max(worth for _, _, worth in of_check)
        items.append(_item("check", exercise.id, id, titles[id], points, of_check))
    return items


def quiz_items(quiz: str, points: float, tried: Sequence[Attempt], questions: Mapping[str, Question]) -> list[Answers]:
    """The quiz's questions in their order. Of `questions`, texts and reasons; what is not there is told from the
    reports."""
    found: list[Answers] = []
    for id in dict.fromkeys(question_of(test) for attempt in tried for test in attempt.work.tests):
        results, given, wrong, form = [], [], [], ""
        title, worth = id, 0.0
        for attempt in tried:
            tests = [test for test in attempt.work.tests if question_of(test) == id]
            weight = sum(test.weight for test in tests)
            if not tests or not weight:
                continue
            share = sum(test.weight for test in tests if test.verdict is Verdict.PASSED) / weight
            worth = sum(_worth(attempt.work, test) for test in tests)
            results.append((attempt, share, worth))
            form = tests[0].answer.form if tests[0].answer is not None else form
            one = Given(attempt.learner, tests[0].answer, _numbers(questions.get(id), attempt.work))
            given.append(one)
            wrong += [one] if share < 1 else []
            title = tests[0].title
        question = questions.get(id)
        title = question.title if question is not None else title
        item = _item("question", quiz, id, title, worth, results)
        found.append(Answers(item, form, _choices(question, form, given), wrong_answers(wrong)))
    return found


def quiz_item(quiz: str, points: float, tried: Sequence[Attempt]) -> Item:
    """The quiz as a whole."""
    return _whole("quiz", quiz, points, tried)


def question_of(test: KeptTest) -> str:
    """The question that a quiz's test belongs to; without an answer, it is a question by itself."""
    return test.id if test.answer is None else test.answer.question


def _numbers(question: Question | None, work: KeptExercise) -> Mapping[str, float]:
    """Those with which a learner answered; none where the question has none, or is no longer there."""
    return {} if question is None or not work.numbers_of else question.numbers(work.numbers_of)


def _whole(kind: Kind, id: str, points: float, tried: Sequence[Attempt]) -> Item:
    results = [(attempt, _share(attempt.work), attempt.work.points) for attempt in tried]
    return _item(kind, id, id, "", points, results)


def _item(
    kind: Kind, part: str, id: str, title: str, points: float, results: Sequence[tuple[Attempt, float, float]]
) -> Item:
    """`results` has for each learner the share that was earned of it, and what all of it was worth."""
    shares = [share for _, share, _ in results]
    earned = [share * worth for _, share, worth in results]
    rest = [attempt.total - points for (attempt, _, _), points in zip(results, earned, strict=True)]
    failed = tuple(attempt.learner for attempt, share, _ in results if share < 1)
    r = discrimination(shares, rest)
    return Item(kind, part, id, title, points, len(results), failed, difficulty(shares), r)


def _share(work: KeptExercise) -> float:
    return 1.0 if not work.points else min((work.score or 0.0) / work.points, 1.0)


def _worth(work: KeptExercise, test: KeptTest) -> float:
    weight = sum(each.weight for each in work.tests)
    return work.points * test.weight / weight if weight else 0.0


def _choices(question: Question | None, form: str, given: Sequence[Given]) -> tuple[ChoiceCount, ...]:
    if form not in ("one", "some"):
        return ()
    answers = [one.answer for one in given if one.answer is not None]
    counts = {letter: sum(letter in (answer.given or "") for answer in answers) for letter in _letters(question, given)}
    right = answers[0].right or "" if answers else ""
    known = {} if question is None else {choice.letter: choice for choice in question.choices}
    return tuple(
        ChoiceCount(
            letter,
            known[letter].text if letter in known else "",
            letter in right,
            count,
            known[letter].reason if letter in known else "",
        )
        for letter, count in counts.items()
    )


def _letters(question: Question | None, given: Sequence[Given]) -> Iterator[str]:
    """Those of the question, else all that was chosen or should have been."""
    if question is not None:
        yield from (choice.letter for choice in question.choices)
    else:
        texts = [f"{one.answer.given or ''}{one.answer.right or ''}" for one in given if one.answer is not None]
        yield from sorted(set("".join(texts)))
