"""The benchmark runs and says what it found. How fast anything is, nothing here asks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.reference import run_answer
from autograder.notebook.cells import check_id, grade_id, read
from benchmarks import classroom, phases, stock, targets

ROOT = Path(__file__).resolve().parents[2]
SOFTMAX = ROOT / "graders" / "linear-networks" / "softmax"


def bench(out, *options):
    command = [sys.executable, "-m", "benchmarks.bench", *options, "--out", str(out)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_benchmark_grades_one_learner_and_writes_what_it_found(tmp_path):
    done = bench(
        tmp_path,
        *("--learners", "1", "--exercises", "gru_cell", "--ways", "jobs-1,jobs-2-whole"),
        *("--growth", "2", "--added", "1", "--starts", "2", "--turns", "1"),
    )
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "bench.json").read_text())
    way = result["ways"]["jobs-1"]
    assert result["learners"] == way["notebooks"] == 1
    assert result["scores"]["jobs-1"] == {"compared": 1, "differ": []}
    assert way["rate"] > 0
    assert way["command_mb"] > 0
    assert way["worker_mb"] > 0
    assert result["phases"]["submissions"] == 1
    assert result["growth"]["submissions"] == 2  # its own, not those that the phases were measured with
    assert "autograder, 1 job" in done.stdout
    assert result["right"]["plain"] > 0
    assert set(result["starts"]["first"]) == {"2"}
    assert [target["wanted"] for target in result["targets"]] == [3, 700, 1.1]  # stock and two jobs were not run
    assert (tmp_path / "bench.png").stat().st_size > 0


def test_what_grading_adds_is_everything_but_the_cells_with_and_without_the_search():
    seconds = {"cells": 8.0, "hidden tests": 1.0, "hidden tests: calls": 2.0}
    seconds |= {"search for a small example": 4.0, "search for a small example: calls": 0.5}
    assert phases.added(seconds) == {"in all": 7.5, "without the search": 3.0, "answers": 2.5}


def test_each_target_is_compared_with_what_was_found():
    ways = {
        "nbgrader": {"ratio_to_stock": 30.0, "worker_mb": 500.0},
        "jobs-2": {"ratio_to_stock": 59.9, "worker_mb": 900.0},
    }
    result = {"ways": ways, "growth": {"ratio": 1.05}}
    met = {target["wanted"]: target["met"] for target in targets.judged(result)}
    assert met == {30: True, 60: False, 700: False, 1.1: True}
    table = "\n".join(targets.lines(result))
    assert table.count("not met") == 2
    assert "at least 60" in table
    assert targets.lines({}) == []


def test_an_unknown_exercise_is_named_before_anything_runs(tmp_path):
    done = bench(tmp_path, "--exercises", "softmacks")
    assert done.returncode == 2
    assert "softmacks" in done.stderr


def test_two_exercises_of_one_notebook_are_named_before_anything_runs(tmp_path):
    done = bench(tmp_path, "--exercises", "softmax,gru_cell,gru")
    assert done.returncode == 2
    assert done.stderr == (
        "a notebook is handed in with one exercise: gru_cell and gru are in gru.ipynb; choose one of them\n"
    )


def test_each_exercise_that_is_measured_by_default_is_alone_in_its_notebook(tmp_path):
    course = classroom.our_course(tmp_path / "ours", classroom.EIGHT)
    assignment = course.assignment(classroom.ASSIGNMENT)
    assert {exercise.id for exercise in assignment.exercises} == set(classroom.EIGHT)
    for exercise in assignment.exercises:
        nb = read(assignment.release / f"{exercise.notebook}.ipynb")
        assert [name for name in map(grade_id, nb.cells) if name] == [exercise.id, check_id(exercise.id)]
        assert not any("SOLUTION" in cell.source for cell in nb.cells)


@pytest.mark.parametrize(("name", "least", "most"), [("right_einsum", 10, 10), ("wrong_columns", 0, 9)])
def test_stock_grading_runs_the_same_tests_in_the_kernel(name, least, most, tmp_path, monkeypatch):
    source = (SOFTMAX / "answers" / f"{name}.py").read_text()
    reference = tmp_path / "softmax.py"
    reference.write_text((SOFTMAX / "answers" / "right_two_lines.py").read_text())
    monkeypatch.setattr(stock, "_kernel", lambda exercise: (run_answer(name, source).namespace, source))
    assert least <= stock.grade("softmax", 10, str(SOFTMAX), str(reference)) <= most
