"""A submission is left alone where the gradebook holds its scores, and where nothing that decides them has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import quick_class
from quick_class import QuickClass

from autograder.course import fingerprint
from autograder.course.load import load
from autograder.gradebook.transaction import GradebookError

FULL = {"check_add": 4, "check_add-quiz": 2}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada", "ben"])
    assert room.autograde().graded == ("ada", "ben")
    assert room.autograde().unchanged == ("ada", "ben")
    return room


def test_a_gradebook_that_is_gone_is_filled_again(room: QuickClass) -> None:
    (room.root / "gradebook.db").unlink()
    with pytest.raises(GradebookError, match=r"there is no such assignment in it; run `autograder release sums`"):
        room.autograde()
    room.release()
    assert room.autograde().graded == ("ada", "ben")
    assert room.scores() == {"ada": FULL, "ben": FULL}


def test_another_gradebook_gets_the_scores_as_well(room: QuickClass) -> None:
    room.configure(f"c.CourseDirectory.db_url = 'sqlite:///{room.root}/second.db'")
    room.release()
    assert room.autograde().graded == ("ada", "ben")
    assert room.autograde().unchanged == ("ada", "ben")


def test_a_backup_that_is_put_back_gets_what_was_graded_since(room: QuickClass) -> None:
    backup = shutil.copy(room.root / "gradebook.db", room.root / "backup.db")
    room.hand_in("ben", "wrong")
    room.hand_in("cleo")
    assert room.autograde().graded == ("ben", "cleo")
    shutil.copy(backup, room.root / "gradebook.db")
    outcome = room.autograde()
    assert (outcome.graded, outcome.unchanged) == (("ben", "cleo"), ("ada",))
    assert room.scores() == {"ada": FULL, "ben": {"check_add": 2, "check_add-quiz": 1}, "cleo": FULL}


@pytest.mark.parametrize(
    "loss",
    [
        "delete from submitted_assignment where student_id = 'ben'",
        "delete from submitted_notebook where id = (select max(id) from submitted_notebook)",
        "delete from grade where id = (select max(id) from grade)",
        "delete from grade",
        "delete from comment where id = (select max(id) from comment)",
        "delete from student where id = 'ben'",
        "update grade set auto_score = null where auto_score = 4",
        "update grade set auto_score = 3 where auto_score = 4",
    ],
)
def test_scores_that_were_lost_or_changed_in_the_gradebook_are_entered_again(room: QuickClass, loss: str) -> None:
    comments = room.ask("select count(*) from comment")
    room.ask(loss)
    assert room.autograde().graded in (("ada",), ("ben",), ("ada", "ben"))
    assert room.scores() == {"ada": FULL, "ben": FULL}
    assert room.ask("select id from student order by id") == [("ada",), ("ben",)]
    assert room.autograde().unchanged == ("ada", "ben")
    whole = """select count(*) from comment join submitted_notebook on submitted_notebook.id = comment.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"""
    assert room.ask(whole) == comments


def test_what_is_missing_among_the_files_is_made_again(room: QuickClass) -> None:
    autograded = room.root / "autograded" / "ada" / "sums" / "adding.ipynb"
    report = room.root / "reports" / "sums" / "ben" / "questions.json"
    autograded.unlink()
    report.unlink()
    assert room.autograde().graded == ("ada", "ben")
    assert autograded.exists()
    assert report.exists()


def test_a_gradebook_with_other_points_is_refused_with_the_remedy(room: QuickClass) -> None:
    room.ask("update grade_cells set max_score = 3 where max_score = 4")
    with pytest.raises(GradebookError, match=r"check_add in adding is worth 3 points there, and 4 in course.yml; run"):
        room.autograde()


def other_assignment(room: QuickClass) -> Path:
    """A second assignment with an exercise; its hidden tests."""
    with (room.root / "course.yml").open("a") as file:
        file.write("  - id: other\n    exercises:\n      - {id: times, notebook: multiplying, points: 1}\n")
    folder = room.root / "graders" / "other" / "times"
    folder.mkdir(parents=True)
    (folder / "test_hidden.py").write_text("1")
    return folder / "test_hidden.py"


def test_nothing_of_another_assignment_grades_this_one_again(room: QuickClass) -> None:
    room.ask("update grade set manual_score = 1, needs_manual_grade = 0")
    tests = other_assignment(room)
    assert room.autograde().unchanged == ("ada", "ben")
    tests.write_text("2")
    room.course("points: 1}", "points: 9}")
    room.course("title: A tiny course", "title: Another name")
    assert room.autograde().unchanged == ("ada", "ben")
    assert room.ask("select count(*) from grade where needs_manual_grade") == [(0,)]


@pytest.mark.parametrize(
    "changed",
    [
        "graders/sums/add/test_hidden.py",
        "graders/sums/add/data.pt",
        "solutions/sums/adding.ipynb",
        "quizzes/sums/add-quiz.yml",
    ],
)
def test_whatever_decides_its_scores_grades_it_again(room: QuickClass, changed: str) -> None:
    with (room.root / changed).open("a") as file:
        file.write("\n")
    assert room.autograde().graded == ("ada", "ben")


def test_limits_feedback_policy_and_steps_of_grading_count(room: QuickClass) -> None:
    room.course("title: A tiny course", "title: A tiny course\nlimits: {call_seconds: 3}")
    assert room.autograde().graded == ("ada", "ben")
    room.course("limits: {call_seconds: 3}", "feedback: hints")
    assert room.autograde().graded == ("ada", "ben")
    room.configure("c.LimitOutput.max_lines = 7")
    assert room.autograde().graded == ("ada", "ben")
    assert room.autograde(device="sim").graded == ("ada", "ben")
    assert room.autograde(device="sim").unchanged == ("ada", "ben")


def test_workers_are_compared_by_what_grades_the_assignment(room: QuickClass) -> None:
    tests = other_assignment(room)
    loaded = load(room.root / "course.yml", check_pieces=False)
    this, other = (fingerprint.files_and_versions(loaded, assignment) for assignment in loaded.assignments)
    assert [name for name in this if "hidden" in name and "package" not in name] == ["graders/sums/add/test_hidden.py"]
    assert str(tests.relative_to(room.root)) in other
    assert not [name for name in this if name.startswith(".")]
