"""Scores have two decimals, in reports, in their totals and in what is exported."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import quick_class
from nbgrader.api import Gradebook

from autograder.gradebook.export import CsvExport
from autograder.report.model import (
    ExerciseReport,
    TestResult,
    Verdict,
    exercise_report,
    from_json,
    submission_report,
)
from autograder.report.render import exercise_html, exercise_text


def exercise(points: float, passed: float, of: float) -> float:
    tests = (
        TestResult("a", "a", passed, "public", Verdict.PASSED),
        TestResult("b", "b", of - passed, "hidden", Verdict.FAILED),
    )
    score = exercise_report("f", points, tests).score
    assert score is not None
    return score


@pytest.mark.parametrize(
    ("points", "passed", "of", "score"), [(10, 1, 3, 3.33), (10, 2, 3, 6.67), (20, 5, 7, 14.29), (0.5, 1, 3, 0.17)]
)
def test_a_share_of_the_points_is_rounded(points: float, passed: float, of: float, score: float) -> None:
    assert exercise(points, passed, of) == score


def test_without_a_required_test_a_share_of_the_points_is_left_at_most() -> None:
    def graded(values: Verdict, dtype: Verdict, weight: float = 1) -> ExerciseReport:
        tests = (
            TestResult("test_values", "right values", weight, "hidden", values),
            TestResult("test_dtype", "the dtype is kept", 1, "hidden", dtype),
            TestResult("test_rest", "the rest", 6, "hidden", Verdict.PASSED),
        )
        return exercise_report("f", 8, tests, required=(("test_values", 50), ("test_dtype", 75)))

    whole = graded(Verdict.PASSED, Verdict.PASSED)
    assert (whole.score, whole.capped) == (8, None)
    assert "capped" not in submission_report("a", "n", "cpu", (), (whole,)).to_json()["exercises"][0]
    lost = graded(Verdict.FAILED, Verdict.PASSED)
    assert (lost.score, lost.capped) == (4, 'at most 4 of 8 points, because this did not pass: "right values"')
    assert graded(Verdict.FAILED, Verdict.MISSING).score == 4  # the lowest counts
    assert graded(Verdict.PASSED, Verdict.TIMEOUT).score == 6
    low = graded(Verdict.FAILED, Verdict.PASSED, weight=100)  # has less already: nothing is said
    assert (low.score, low.capped) == (0.52, None)
    assert graded(Verdict.FAILED, Verdict.GRADER_ERROR).score is None
    kept = from_json(submission_report("a", "n", "cpu", (), (lost,)).to_json())
    assert kept.exercises == (lost,)
    for text in (exercise_html(lost, "titles"), exercise_text(lost, "titles")):
        assert "at most 4 of 8 points, because this did not pass: " in text


def test_a_total_shows_no_trace_of_floating_point() -> None:
    tests = (TestResult("a", "a", 1, "public", Verdict.PASSED),)
    parts = tuple(exercise_report(str(points), points, tests) for points in (0.1, 0.2))
    report = submission_report("sums", "adding", "cpu", (), parts)
    assert (report.score, report.points) == (0.3, 0.3)
    assert report.to_json()["score"] == 0.3


def test_no_text_of_a_learners_is_a_formula_in_a_spreadsheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = ["-2", "=1+1", "@SUM(A1)", "+1", "\uff1d1", "ada"]
    room = quick_class.make(tmp_path / "course", monkeypatch, ids)
    room.autograde()
    room.ask("update student set last_name = ?, email = ?", "\t=cmd|' /C calc'!A0", "-a@d2l.ai")
    room.ask("update submitted_notebook set late_submission_penalty = 1e-9")
    with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
        CsvExport(to=str(room.root / "grades.csv")).export(gradebook)
    with (room.root / "grades.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["student_id"] for row in rows) == sorted(id if id == "ada" else f"'{id}" for id in ids)
    assert {row["last_name"] for row in rows} == {"'\t'=cmd|' /C calc'!A0"}
    assert {row["email"] for row in rows} == {"'-a@d2l.ai"}
    assert {(row["assignment"], row["score"], row["late_submission_penalty"]) for row in rows} == {
        ("sums", "6.0", "0.0")
    }


def test_what_is_exported_shows_none_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada"])
    room.autograde()
    room.ask("update grade set auto_score = 0.1 where auto_score = 4")
    room.ask("update grade set auto_score = 0.2 where auto_score = 2")
    room.ask("update submitted_notebook set late_submission_penalty = 0.1")
    with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
        assert gradebook.find_submission("sums", "ada").score != 0.3  # what nbgrader adds up
        export = CsvExport(to=str(room.root / "grades.csv"))
        export.export(gradebook)
    with (room.root / "grades.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert [row[key] for key in ("raw_score", "late_submission_penalty", "score", "max_score")] == [
        *("0.3", "0.2", "0.1", "6.0"),
    ]
