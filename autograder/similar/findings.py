"""All that `autograder similar` finds about an assignment: reads what was handed in, and compares it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.course.learner_id import shown
from autograder.course.model import Assignment, Course
from autograder.gradebook.config import nbgrader_config
from autograder.handin import folder as handin
from autograder.notebook import ordinary
from autograder.notebook.cells import NotebookError, read
from autograder.report.visible import visible
from autograder.similar.known import compared, handed_out, known_keys, references
from autograder.similar.mistakes import reported
from autograder.similar.numbers import Fit, NoQuestions, fitting
from autograder.similar.pairs import Comparison, Pair, compare
from autograder.similar.piece import Key, Kind
from autograder.similar.work import Work, work_of

KINDS: tuple[Kind, ...] = ("code", "comment", "prose", "name", "mistake")
_LONGEST = 200  # characters of Python's own words about a failure


@dataclass(frozen=True)
class Findings:
    """What was found in the class of one assignment.

    `numbers` are (learner, quiz, id in the notebook); `fits` are those whose wrong answers are right with another
    learner's numbers; `words` say what a mistake is; `notes` say what was not compared. `reports` is how many of the
    works have a kept report, `waiting` how many have none and could be graded.
    """

    assignment: str
    works: tuple[Work, ...]
    comparison: Comparison
    known: int
    numbers: tuple[tuple[str, str, str], ...]
    reports: int
    notes: tuple[str, ...]
    waiting: int = 0
    fits: tuple[Fit, ...] = ()
    words: dict[Key, str] = field(default_factory=dict)

    def learners(self, pair: Pair) -> tuple[str, str]:
        return self.works[pair.first].learner, self.works[pair.second].learner


def find(
    course: Course, assignment: Assignment, progress: Callable[[int, bool], None] = lambda total, failed: None
) -> Findings:
    """Compares the class. Raises NotebookError where a notebook was never released, CourseError for a broken
    configuration."""
    given = handed_out(assignment)
    wanted = set(compared(assignment))
    known = known_keys(assignment)
    found = handin.look(course, assignment, _submitted(course))
    notes, reports, waiting = list(found.notes), 0, 0
    works: list[Work] = []
    numbers: list[tuple[str, str, str]] = []
    words: dict[Key, str] = {}
    answers: dict[str, dict[str, dict[str, str]]] = {quiz.id: {} for quiz in assignment.quizzes}
    for hand_in in found.hand_ins:
        heard = reported(course.root, assignment, hand_in.learner)
        if hand_in.refused is not None:
            notes.append(f"{shown(hand_in.learner)}: not compared: {hand_in.refused}")
        notebooks = {}
        for path in hand_in.notebooks if hand_in.refused is None else ():
            if path.stem in wanted:
                try:
                    notebooks[path.stem] = read(path, own=ordinary.HANDED_IN)
                except NotebookError as error:
                    notes.append(f"{shown(hand_in.learner)}: not compared: {error}")
        try:
            work = work_of(hand_in.learner, notebooks, given)
        except Exception as error:  # noqa: BLE001  whatever one learner wrote, the others are compared
            work = Work(hand_in.learner, ())
            why = visible(" ".join(f"{type(error).__name__}: {error}".split()))[:_LONGEST]
            notes.append(f"{shown(hand_in.learner)}: not compared: it cannot be taken apart ({why})")
        works.append(replace(work, pieces=(*work.pieces, *heard.pieces)))
        notes += [*work.notes, *heard.notes]
        words |= dict(heard.words)
        numbers += [(hand_in.learner, quiz, whose) for quiz, whose in heard.numbers]
        for quiz, question, answer in heard.answers:
            answers[quiz].setdefault(hand_in.learner, {})[question] = answer
        reports += heard.kept > 0
        waiting += not heard.kept and bool(notebooks)
        progress(len(found.hand_ins), False)
    fits = _fits(assignment, answers, [work.learner for work in works], notes)
    return Findings(
        assignment.id,
        tuple(works),
        compare(works, known, references(assignment)),
        len(known),
        tuple(numbers),
        reports,
        tuple(notes),
        waiting,
        fits,
        words,
    )


def _fits(
    assignment: Assignment, answers: dict[str, dict[str, dict[str, str]]], learners: list[str], notes: list[str]
) -> tuple[Fit, ...]:
    """Whose answers are right with another's numbers; a quiz of which that cannot be told is one of the `notes`."""
    found: list[Fit] = []
    for quiz in assignment.quizzes:
        try:
            found += fitting(quiz, answers[quiz.id], learners)
        except NoQuestions as error:
            notes.append(f"{quiz.id}: whose numbers the answers fit was not looked at: {error}")
    return tuple(found)


def _submitted(course: Course) -> Any:
    """The folder that nbgrader takes submissions from."""
    named = nbgrader_config(course).get("CourseDirectory", {}).get("submitted_directory", "submitted")
    return course.root / str(named)


def counts(pair: Pair) -> dict[str, float]:
    """How much of each kind the pair shares: code in lines, rounded, the others in numbers."""
    found = {kind: [key for key in pair.shared if key.kind == kind] for kind in KINDS}
    return {
        kind: round(sum(key.size for key in keys), 1) if kind == "code" else len(keys) for kind, keys in found.items()
    }


def summary(pair: Pair) -> str:
    """What the pair shares, in words."""
    units = {"code": "line", "comment": "comment", "prose": "sentence", "name": "unusual name", "mistake": "mistake"}
    parts = []
    for kind, count in counts(pair).items():
        number = round(count)
        if number:
            parts.append(f"{'about ' if kind == 'code' else ''}{number} {units[kind]}{'' if number == 1 else 's'}")
    if pair.choices is not None:
        parts.append(f"the same way in {len(pair.choices.agreements)} exercises")
    return ", ".join(parts) or "less than a line"


def to_json(findings: Findings) -> dict[str, Any]:
    """Plain data for json.dumps."""
    pairs = []
    for pair in findings.comparison.pairs:
        first, second = findings.learners(pair)
        mistakes = [findings.words[key] for key in sorted(pair.shared) if key in findings.words]
        agreements = () if pair.choices is None else pair.choices.agreements
        pairs.append(
            {
                "learners": [first, second],
                "alike": round(pair.alike, 1),
                "shared": counts(pair),
                "mistakes": mistakes,
                "agree": [{"exercise": one.unit[1], "share_of_pairs": one.share} for one in agreements],
                "by_chance": None if pair.choices is None else pair.choices.expected,
            }
        )
    return {
        "schema": 1,
        "assignment": findings.assignment,
        "learners": len(findings.works),
        "reports": findings.reports,
        "limit": round(findings.comparison.limit, 1),
        "usual": round(findings.comparison.usual, 1),
        "exercises": findings.comparison.exercises,
        "taken_out": {"known": findings.known, "common": findings.comparison.common},
        "pairs": pairs,
        "numbers": [{"learner": who, "quiz": quiz, "numbers_of": whose} for who, quiz, whose in findings.numbers],
        "fits": [
            {"learner": it.learner, "quiz": it.quiz, "numbers_of": it.whose, "questions": list(it.questions)}
            for it in findings.fits
        ],
        "notes": list(findings.notes),
    }
