"""A gradebook from which rows were deleted by hand: mended where nothing is lost, else one line that says what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import quick_class
from quick_class import QuickClass

from autograder.cli import main


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada", "ben"])
    room.autograde()
    room.ask("update grade set manual_score = 1.5, needs_manual_grade = 0 where auto_score = 4")
    return room


def command(room: QuickClass, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    """The exit status of the command, and what it says on standard error."""
    capsys.readouterr()
    status = main(["--course", str(room.root / "course.yml"), *words])
    return status, capsys.readouterr().err.splitlines()


def grades(room: QuickClass) -> list[tuple[object, ...]]:
    return room.ask("select id, auto_score, manual_score, needs_manual_grade from grade order by id")


@pytest.mark.parametrize("half", ["", " where rowid = 1"])
@pytest.mark.parametrize("table", ["grade_cells", "solution_cells", "source_cell"])
def test_a_release_enters_the_cells_again_and_no_grade_is_lost(
    room: QuickClass, capsys: pytest.CaptureFixture[str], table: str, half: str
) -> None:
    before, rows = grades(room), room.ask(f"select * from {table}")
    room.ask(f"delete from {table}{half}")
    status, (line,) = command(room, capsys, "autograde", "sums")
    assert status == 3
    assert "run `autograder release sums`, then again" in line
    assert command(room, capsys, "release", "sums") == (0, [])
    ids = {row[0] for row in rows}
    assert {row[0] for row in room.ask(f"select * from {table}")} == ids or table == "source_cell"
    assert len(room.ask(f"select * from {table}")) == len(rows)
    assert command(room, capsys, "autograde", "sums") == (0, [])
    assert command(room, capsys, "feedback", "sums") == (0, [])
    assert grades(room) == before
    assert room.ask("select sum(max_score) from grade_cells") == [(6,)]


@pytest.mark.parametrize("table", ["base_cell", "notebook"])
def test_what_no_other_row_can_tell_is_entered_at_the_authors_word(
    room: QuickClass, capsys: pytest.CaptureFixture[str], table: str
) -> None:
    room.ask(f"delete from {table} where rowid = 1")
    status, (line,) = command(room, capsys, "autograde", "sums")
    assert status == 3
    assert "run `autograder release sums`, then again" in line
    status, (line,) = command(room, capsys, "release", "sums")
    assert status == 2
    assert "`autograder release --replace sums`" in line
    assert command(room, capsys, "release", "--replace", "sums") == (0, [])
    assert command(room, capsys, "autograde", "sums") == (0, [])
    assert command(room, capsys, "feedback", "sums") == (0, [])
    assert room.scores() == {name: {"check_add": 4, "check_add-quiz": 2} for name in ("ada", "ben")}
    lost = (room.root / "removed-grades.jsonl").read_text().splitlines() if table == "base_cell" else []
    assert all('"cell": null' in line for line in lost)


@pytest.mark.parametrize("table", ["submitted_assignment", "submitted_notebook", "student", "grade", "comment"])
def test_pages_wait_for_a_grading_that_enters_the_submissions_again(
    room: QuickClass, capsys: pytest.CaptureFixture[str], table: str
) -> None:
    room.ask(f"delete from {table} where rowid = 1")
    status, lines = command(room, capsys, "feedback", "sums")
    assert status == 3
    assert len(lines) == 1
    assert "run `autograder autograde sums`, then again" in lines[0]
    assert command(room, capsys, "release", "sums") == (0, [])
    assert command(room, capsys, "autograde", "sums") == (0, [])
    assert command(room, capsys, "feedback", "sums") == (0, [])
    assert room.scores() == {name: {"check_add": 4, "check_add-quiz": 2} for name in ("ada", "ben")}


def test_the_files_of_a_learner_that_are_gone_are_named_and_the_score_stands(
    room: QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    before = grades(room)
    shutil.rmtree(room.root / "submitted/ben")
    status, (line,) = command(room, capsys, "autograde", "sums")
    assert status == 3
    assert line.startswith("ben: not graded: submitted/ben/sums is gone; the earlier score stands: 3.5 of 6 points; ")
    assert grades(room) == before
    assert command(room, capsys, "autograde", "sums", "--student", "ada") == (0, [])
    room.hand_in("ben")
    assert command(room, capsys, "autograde", "sums") == (0, [])
