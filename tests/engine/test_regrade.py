"""One exercise is graded anew for the class: who changes is shown first, and nothing else ever changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import quick_class
from nbformat import NotebookNode
from quick_class import QuickClass
from test_replace import add_exercise

from autograder.cli import main
from autograder.gradebook.interrupted import MARK
from autograder.notebook.shown import Outputs

LATE = "2027-02-01 19:00:00 UTC"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    """A graded class, whose judge then finds every answer to `add` and to `more` right."""
    room = quick_class.make(tmp_path / "course", monkeypatch)
    add_exercise(room)
    room.release(replace=True)
    room.course("title:", "late: {per_day: 50 %}\ntitle:")
    room.hand_in("ada")
    room.hand_in("ben", "wrong", at=LATE)
    room.hand_in("cleo", "wrong")
    assert room.autograde().graded == ("ada", "ben", "cleo")
    room.ask("""update grade set manual_score = 1.5, needs_manual_grade = 0 where auto_score = 2 and notebook_id in (
        select submitted_notebook.id from submitted_notebook join submitted_assignment
        on submitted_assignment.id = submitted_notebook.assignment_id where student_id = 'cleo')""")
    judge = room.judge.grade

    def lenient(assignment: str, notebook: str, nb: NotebookNode) -> tuple[dict[str, Any], Outputs]:
        report, outputs = judge(assignment, notebook, nb)
        for exercise in report["exercises"]:
            exercise |= {"score": exercise["points"], "verdict": "passed"}
        return report, outputs

    monkeypatch.setattr(room.judge, "grade", lenient)
    return room


def regrade(room: QuickClass, *arguments: str) -> int:
    return main(["--course", str(room.root / "course.yml"), "regrade", "sums", *arguments])


def files(room: QuickClass) -> dict[Path, bytes]:
    folders = [room.root / name for name in ("autograded", "reports")]
    found = {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}
    return found | {room.root: (room.root / ".autograder-stamps.jsonl").read_bytes()}


def test_who_would_change_is_shown_and_nothing_is_entered(room: QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(room), room.ask("select * from grade order by id")
    assert regrade(room, "--exercise", "add", "--jobs", "1") == 0
    assert capsys.readouterr().out.splitlines() == [
        "  ben   2 -> 4 of 4",
        "  cleo  2 -> 4 of 4; 1.5 was given by hand, and stands",
        "add: 3 graded anew, 2 changed; nothing is entered yet: `autograder regrade sums --exercise add --apply` does it",
    ]
    assert (files(room), room.ask("select * from grade order by id")) == before


def test_one_exercise_is_entered_and_every_other_score_stands(
    room: QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    others = {name: scores["check_more"] for name, scores in room.scores().items()}
    assert room.penalties("ben") == [1.75, 0.5]
    assert regrade(room, "--exercise", "add", "--apply", "--jobs", "1") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "add: 3 graded anew, 2 changed; the gradebook has the new scores"
    scores = room.scores()
    assert {name: its["check_add"] for name, its in scores.items()} == {"ada": 4, "ben": 4, "cleo": 4}
    assert {name: its["check_more"] for name, its in scores.items()} == others
    assert others["ben"] == 1.5
    assert room.penalties("ben") == [2.75, 0.5]
    assert room.ask("select manual_score from grade where manual_score is not null") == [(1.5,)]
    assert room.ask("select count(*) from grade where needs_manual_grade") == [(0,)]
    report = json.loads((room.root / "reports/sums/ben/adding.json").read_text())
    assert [(it["id"], it["score"]) for it in report["exercises"]] == [("add", 4), ("more", 1.5)]
    assert (report["score"], report["learner"]) == (5.5, "ben")
    assert (room.root / "autograded/ben/sums/questions.ipynb").exists()
    assert regrade(room, "--exercise", "add", "--jobs", "1") == 0
    assert capsys.readouterr().out == "add: 3 graded anew, 0 changed\n"


def test_what_was_graded_anew_is_unchanged_for_autograde_unless_more_has_changed(room: QuickClass) -> None:
    for exercise in ("add", "more"):
        grader = room.root / "graders" / "sums" / exercise / "test_hidden.py"
        grader.write_text(grader.read_text() + "# mended\n")
        assert regrade(room, "--exercise", exercise, "--apply", "--jobs", "1") == 0
        after = room.autograde()
        if exercise == "add":
            assert (after.graded, after.unchanged) == ((), ("ada", "ben", "cleo"))
            grader = room.root / "graders" / "sums" / "add" / "test_hidden.py"
            grader.write_text(grader.read_text() + "# and this is graded by nobody yet\n")
    assert (after.graded, after.unchanged) == (("ada", "ben", "cleo"), ())


def test_what_was_handed_in_since_is_named_and_left_alone(room: QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    room.hand_in("ben", "another wrong one")
    room.hand_in("dan", "wrong")
    (room.root / "reports/sums/cleo/adding.json").write_text("{")
    assert regrade(room, "--exercise", "add", "--apply", "--jobs", "1") == 3
    assert capsys.readouterr().err.splitlines() == [
        "ben: not graded anew: adding.ipynb in submitted/ is not the one that was graded; run `autograder autograde sums`",
        "cleo: not graded anew: its report is not that of these exercises; run `autograder autograde sums`",
        "dan: not graded anew: adding.ipynb was handed in, but not graded; run `autograder autograde sums`",
    ]
    assert {name: its["check_add"] for name, its in room.scores().items()} == {"ada": 4, "ben": 2, "cleo": 2}


def test_an_interrupted_run_leaves_the_scores_and_the_next_autograde_makes_the_files_whole(
    room: QuickClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = room.scores()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("autograder.gradebook.plugin.kept.keep", interrupted)
        assert regrade(room, "--exercise", "add", "--apply", "--jobs", "1") == 130
    assert room.scores() == before
    assert room.autograde().graded == ("ada",)  # whose notebook was being written
    (room.root / "autograded" / "ben" / "sums" / MARK).touch()  # which a kill leaves, with whatever was there then
    assert room.autograde().graded == ("ben",)
    assert room.autograde().graded == ()


def test_an_exercise_that_there_is_not_is_refused(room: QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    assert regrade(room, "--exercise", "ad") == 2
    assert "sums has no exercise or quiz ad; it has add, more, add-quiz" in capsys.readouterr().err
