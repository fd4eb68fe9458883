"""`attempts:` in course.yml: so many hand-ins of a learner are graded, and the last of them stands."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
import quick_class
from quick_class import QuickClass

from autograder.course.load import load
from autograder.course.model import CourseError
from autograder.gradebook import autograde as autograding
from autograder.gradebook.attempts import FILE, Attempts
from autograder.gradebook.feedback import give_feedback

FULL = {"check_add": 4, "check_add-quiz": 2}
HALF = {"check_add": 2, "check_add-quiz": 1}
SPENT = "ada: not graded: all 2 attempts are used; the earlier score stands"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada", "ben"])
    room.course("title: A tiny course", "title: A tiny course\nattempts: 2")
    return room


def counted(room: QuickClass) -> list[tuple[str, int, str]]:
    lines = (room.root / FILE).read_text().splitlines()
    return [(entry["learner"], entry["attempt"], entry["score"]) for entry in map(json.loads, lines)]


def words(room: QuickClass, learner: str) -> str:
    course = load(room.root / "course.yml", check_pieces=False)
    assignment = course.assignment("sums")
    return Attempts(course, assignment).words(learner, room.root / "submitted" / learner / "sums")


def test_what_comes_after_the_last_attempt_is_not_graded_and_the_earlier_score_stands(room: QuickClass) -> None:
    assert room.autograde().graded == ("ada", "ben")
    room.hand_in("ada", "wrong", at="2026-11-01 12:00 UTC")
    assert room.autograde().graded == ("ada",)
    assert words(room, "ada") == "Attempt 2 of 2."
    room.hand_in("ada", "right, at last", at="2028-11-01 12:00 UTC")  # late, if it counted
    for force in (False, True):
        outcome = room.autograde(force=force)
        assert "ada" in outcome.unchanged
        assert SPENT in outcome.notices
        assert outcome.failed == outcome.passed_over == ()
    assert room.scores() == {"ada": HALF, "ben": FULL}
    assert room.penalties("ada") == [None, None]
    assert room.time("ada") == "2026-11-01 12:00:00"
    assert words(room, "ada") == "Attempt 2 of 2. What was handed in after it is not graded: this score stands."
    assert words(room, "ben") == "Attempt 1 of 2."
    course = load(room.root / "course.yml")
    with warnings.catch_warnings(action="ignore"):  # nbgrader's own, about its use of SQLAlchemy
        feedback = give_feedback(course, course.assignment("sums"), students=["ada"])
    assert (len(feedback.written), feedback.failed, feedback.outdated) == (1, (), ())
    assert counted(room) == [("ada", 1, "6 of 6 points"), ("ben", 1, "6 of 6 points"), ("ada", 2, "3 of 6 points")]


def test_the_same_files_graded_again_are_the_same_attempt(room: QuickClass) -> None:
    room.autograde()
    with (room.root / "graders/sums/add/test_hidden.py").open("a") as file:
        file.write("\n")
    assert room.autograde().graded == ("ada", "ben")
    assert room.autograde(force=True).graded == ("ada", "ben")
    room.hand_in("ada", at="2026-11-01 12:00 UTC")  # the same notebooks, with a time
    assert room.autograde().graded == ("ada",)
    assert [line[:2] for line in counted(room)] == [("ada", 1), ("ben", 1)]


def test_a_notebook_that_its_author_renames_or_takes_out_is_no_attempt(room: QuickClass) -> None:
    room.course("attempts: 2", "attempts: 1")
    room.autograde()
    solutions = room.root / "solutions" / "sums"
    room.course("notebook: adding", "notebook: sums-of-two")
    (solutions / "adding.ipynb").rename(solutions / "sums-of-two.ipynb")
    room.course("    quizzes:\n      - {id: add-quiz, notebook: questions, points: 2}\n", "")
    (solutions / "questions.ipynb").unlink()
    room.release(replace=True)
    assert room.autograde().graded == ("ada", "ben")
    assert room.scores()["ada"] == {"check_add": 4}
    assert [line[:2] for line in counted(room)] == [("ada", 1), ("ben", 1)]
    with (room.root / "submitted/ben/sums/sums-of-two.ipynb").open("a") as file:
        file.write("\n")
    assert "ben: not graded: all 1 attempts are used; the earlier score stands" in room.autograde().notices


def test_a_part_of_the_last_attempt_takes_no_points_from_it(room: QuickClass) -> None:
    room.course("attempts: 2", "attempts: 1")
    room.autograde()
    (room.root / "submitted/ada/sums/questions.ipynb").unlink()
    outcome = room.autograde()
    assert "ada: not graded: all 1 attempts are used; the earlier score stands" in outcome.notices
    assert room.scores()["ada"] == FULL
    room.course("attempts: 1", "attempts: 2")
    assert room.autograde().graded == ("ada",)
    assert [line[:2] for line in counted(room)] == [("ada", 1), ("ben", 1), ("ada", 2)]
    assert room.autograde(force=True).graded == ("ada", "ben")  # the same again


def test_what_cannot_be_read_or_graded_is_no_attempt(room: QuickClass) -> None:
    folder = room.hand_in("ada", "judge raises")
    room.hand_in("ben", "grader error")
    assert room.autograde().graded == ()
    (folder / "adding.ipynb").write_text('{"cells": [')
    assert room.autograde().graded == ()
    assert not (room.root / FILE).exists()


def test_a_broken_notebook_costs_no_attempt_and_buys_none(room: QuickClass) -> None:
    room.autograde()
    folder = room.hand_in("ada", "wrong")
    broken = folder / "questions.ipynb"
    whole = broken.read_bytes()
    for text in (b"", b"{"):  # the last attempt; what takes its place is broken as well
        broken.write_bytes(text)
        room.autograde()
    assert [line[:2] for line in counted(room) if line[0] == "ada"] == [("ada", 1), ("ada", 2), ("ada", 2)]
    assert "is still this attempt" in words(room, "ada")
    other = room.hand_in("ada", "another")  # which changes the notebook that was graded
    (other / "questions.ipynb").write_bytes(whole)
    assert SPENT in room.autograde().notices
    room.hand_in("ada", "wrong")
    assert room.autograde().graded == ("ada",)
    assert room.scores()["ada"] == HALF
    assert words(room, "ada") == "Attempt 2 of 2."
    room.hand_in("ada", "right")
    assert SPENT in room.autograde().notices  # the mended notebook is counted, too


def test_a_line_that_is_taken_out_gives_the_attempt_back(room: QuickClass) -> None:
    for answer in ("wrong", "wrong again", "right"):
        room.hand_in("ada", answer)
        room.autograde(students=["ada"])
    assert room.scores()["ada"] == HALF
    path = room.root / FILE
    path.write_text(path.read_text().splitlines()[0])  # without a line end, as an editor may leave it
    assert room.autograde(students=["ada"]).graded == ("ada",)
    assert room.scores()["ada"] == FULL
    assert [line[:2] for line in counted(room)] == [("ada", 1), ("ada", 2)]


def test_more_attempts_need_no_other_grading(room: QuickClass) -> None:
    for answer in ("wrong", "wrong again", "right"):
        room.hand_in("ada", answer)
        room.autograde()
    room.course("attempts: 2", "attempts: 3")
    outcome = room.autograde()
    assert (outcome.graded, outcome.unchanged) == (("ada",), ("ben",))
    assert words(room, "ada") == "Attempt 3 of 3."


def test_a_line_that_cannot_be_read_is_named(room: QuickClass) -> None:
    (room.root / FILE).write_text('{"assignment": "sums", "learner": "ada"\n[1]\n')
    outcome = room.autograde()
    problems = [f"{FILE}, line {line}, is no attempt and does not count: mend it, or take it out" for line in (1, 2)]
    assert list(outcome.notices) == problems
    assert outcome.graded == ("ada", "ben")


def test_a_file_that_changes_while_it_is_graded_is_neither_counted_nor_taken_for_done(
    room: QuickClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = room.judge.grade

    def meanwhile(*asked):  # type: ignore[no-untyped-def]
        room.hand_in("ada", "wrong")
        return judge(*asked)

    monkeypatch.setattr(room.judge, "grade", meanwhile)
    outcome = room.autograde(students=["ada"])
    assert outcome.failed == (("ada", "its files changed while they were graded; run again"),)
    assert not (room.root / FILE).exists()
    assert "ada" not in room.scores()  # what was read may be none of the files that lay there before and after


def test_a_folder_that_becomes_a_link_after_it_was_looked_at_has_nothing_of_anothers_graded(
    room: QuickClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.hand_in("ada", "wrong")
    mine = room.root / "submitted/ada/sums"
    survey = autograding.survey

    def swapped(*asked, **options):  # type: ignore[no-untyped-def]
        seen = survey(*asked, **options)
        mine.rename(room.root / "aside")
        mine.symlink_to("../ben/sums")
        return seen

    monkeypatch.setattr(autograding, "survey", swapped)
    outcome = room.autograde(students=["ada"])
    ((learner, reason),) = outcome.failed
    assert learner == "ada"
    assert reason.startswith("adding.ipynb: is a symbolic link; put the notebook itself there")
    assert not any(room.scores().get("ada", {}).values())
    assert not (room.root / "autograded/ada/sums/adding.ipynb").exists()


def test_an_assignment_may_have_another_number_and_nonsense_is_refused(room: QuickClass) -> None:
    room.course("  - id: sums\n", "  - id: sums\n    attempts: 5\n")
    assert load(room.root / "course.yml").assignment("sums").attempts == 5
    room.course("attempts: 5", "attempts: unlimited")
    assert load(room.root / "course.yml").assignment("sums").attempts is None
    room.course("attempts: unlimited", "attempts: 0")
    with pytest.raises(
        CourseError, match=r"course\.yml:6: assignments\[0\]\.attempts: must be a positive whole number"
    ):
        load(room.root / "course.yml")
