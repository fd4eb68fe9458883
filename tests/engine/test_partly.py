"""One notebook that cannot be read costs itself alone: the learner's others are graded, and no score that was there is lost."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
import quick_class
from quick_class import QuickClass

from autograder.cli import main
from autograder.course.load import load
from autograder.gradebook.export import export
from autograder.gradebook.feedback import Feedback, give_feedback
from autograder.gradebook.transaction import Shared

BROKEN = '{"cells": ['
WHY = "adding.ipynb: is no notebook: broken JSON"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    return quick_class.make(tmp_path / "class", monkeypatch, ["ada", "ben"])


def adding(room: QuickClass, learner: str = "ada") -> Path:
    return room.root / "submitted" / learner / "sums/adding.ipynb"


def pages(room: QuickClass) -> Feedback:
    course = load(room.root / "course.yml")
    with warnings.catch_warnings(action="ignore"):  # nbgrader's own, about its use of SQLAlchemy
        return give_feedback(course, course.assignment("sums"), students=["ada"])


def page(room: QuickClass, notebook: str) -> str:
    return (room.root / f"feedback/ada/sums/{notebook}.html").read_text()


def test_the_others_are_graded_and_the_broken_one_is_told_at_each_run(room: QuickClass) -> None:
    adding(room).write_text(BROKEN)
    for _ in range(2):
        outcome = room.autograde()
        assert outcome.failed == ()
        assert "ada" in outcome.graded
        (line,) = outcome.passed_over
        assert line.startswith(f"ada: one notebook was not graded: {WHY}")
        assert "stands" not in line
    assert room.scores()["ada"] == {"check_add": None, "check_add-quiz": 2.0}
    assert sorted(path.name for path in (room.root / "autograded/ada/sums").iterdir()) == ["questions.ipynb"]
    room.hand_in("ada")
    outcome = room.autograde()
    assert (outcome.graded, outcome.passed_over) == (("ada",), ())
    assert room.scores()["ada"] == {"check_add": 4.0, "check_add-quiz": 2.0}
    assert room.autograde().graded == ()


@pytest.mark.parametrize("kind", ["cut off", "a link to nowhere"])
def test_a_broken_resubmission_loses_no_score_and_no_graded_notebook(room: QuickClass, kind: str) -> None:
    room.autograde()
    graded = room.root / "autograded/ada/sums/adding.ipynb"
    report = room.root / "reports/sums/ada/adding.json"
    before = graded.read_bytes(), graded.stat().st_mtime_ns, report.read_bytes()
    room.ask("update grade set manual_score = 3.5 where auto_score = 4")
    room.hand_in("ada", "wrong")
    adding(room).unlink()
    if kind == "cut off":
        adding(room).write_text(BROKEN)
    else:
        adding(room).symlink_to("nowhere.ipynb")
    (line,) = room.autograde().passed_over
    assert "its earlier score stands: 3.5 of 4 points" in line
    assert room.scores()["ada"] == {"check_add": 4.0, "check_add-quiz": 1.0}
    assert (graded.read_bytes(), graded.stat().st_mtime_ns, report.read_bytes()) == before
    assert room.ask("select count(*) from grade where needs_manual_grade") == [(0,)]


def test_pages_say_it_to_the_learner_in_the_learners_words(room: QuickClass) -> None:
    adding(room).write_text("")
    room.autograde()
    made = pages(room)
    assert (made.failed, made.outdated) == ((), ())
    assert made.refused == (("ada", "adding.ipynb: is empty; a whole one is needed"),)
    assert "adding.ipynb: is empty; save the notebook in JupyterLab and hand it in again" in page(room, "adding")
    assert "not be graded" not in page(room, "questions")
    room.hand_in("ada")
    room.autograde()
    adding(room).write_text("")
    questions = adding(room).with_name("questions.ipynb")
    questions.write_text(questions.read_text().replace("right", "another"))
    assert len(pages(room).outdated) == 1
    assert "The earlier score stands: what was handed in since could not be graded. adding" in page(room, "adding")
    assert "whose score stands until the new one is graded" in page(room, "questions")


def test_a_watch_does_the_same(room: QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    adding(room).write_text(BROKEN)
    watch = ["--course", str(room.root / "course.yml"), "watch", "--once", "--rest", "0", "--jobs", "1"]
    for _ in range(2):
        assert main(watch) == 3
        out = capsys.readouterr().out
        assert f"sums: ada: one notebook was not graded: {WHY}" in out
        assert "sums: ada: 2 of 6 points" in out
    assert "sums: ben" not in out  # who has not changed


def test_an_attempt_of_which_something_was_graded_counts_once(room: QuickClass) -> None:
    room.course("title: A tiny course", "title: A tiny course\nattempts: 2")
    adding(room).write_text(BROKEN)
    room.autograde(students=["ada"])
    room.autograde(students=["ada"])
    lines = [json.loads(line) for line in (room.root / "attempts.jsonl").read_text().splitlines()]
    assert [(line["learner"], line["score"]) for line in lines] == [("ada", "2 of 6 points")]


def test_a_fault_of_the_grader_beside_it_enters_nothing(room: QuickClass) -> None:
    room.autograde()
    before = room.scores()
    adding(room).write_text(BROKEN)
    questions = adding(room).with_name("questions.ipynb")
    questions.write_text(questions.read_text().replace("right", "grader error"))
    outcome = room.autograde()
    assert [name for name, _ in outcome.failed] == ["ada"]
    assert room.scores() == before


def test_export_leaves_it_blank_and_names_it(room: QuickClass) -> None:
    adding(room).write_text(BROKEN)
    room.autograde()
    course = load(room.root / "course.yml")
    places = room.root / "submitted", room.root / "autograded"
    with warnings.catch_warnings(action="ignore"):
        shared = Shared()
        gradebook = shared.open(f"sqlite:///{room.root}/gradebook.db")
        made = export(course, gradebook, course.assignments, "moodle", places, exercises=True)
        shared.close()
    assert [row[-2:] for row in made.rows[1:]] == [["", "2.00"], ["4.00", "2.00"]]
    (line,) = made.missing
    assert line.startswith("ada: adding.ipynb of sums has no score, and the total is without it")


def test_the_status_is_3_and_one_exercise_can_be_graded_anew(
    room: QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    adding(room).write_text(BROKEN)
    command = ["--course", str(room.root / "course.yml")]
    assert main([*command, "autograde", "sums", "--jobs", "1"]) == 3
    captured = capsys.readouterr()
    assert captured.out == "2 graded, 0 unchanged, 0 not graded\n"
    assert len([line for line in captured.err.splitlines() if line.startswith("ada: one notebook")]) == 1
    assert main([*command, "regrade", "sums", "--exercise", "add-quiz", "--apply"]) == 0
    assert main([*command, "regrade", "sums", "--exercise", "add"]) == 3
    assert f"ada: not graded anew: {WHY}" in capsys.readouterr().err
    assert main([*command, "insights", "sums", "--json", "-"]) in (0, 3)
    (ada,) = [one for one in json.loads(capsys.readouterr().out)["people"] if one["standing"]["learner"] == "ada"]
    assert (ada["standing"]["state"], ada["standing"]["absent"], ada["score"]) == ("cannot be graded", [], 2.0)
    assert ada["standing"]["why"].startswith(WHY)
    assert ada["standing"]["why"].endswith("; the other notebooks count")
