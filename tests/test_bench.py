"""The benchmark runs, and grades alike whichever way it measures. How fast it is, nothing here asks."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_benchmark_grades_one_learner_in_two_ways_and_writes_what_it_found(tmp_path):
    command = [sys.executable, "-m", "benchmarks.bench", "--learners", "1", "--exercises", "softmax"]
    command += ["--ways", "stock,jobs-1", "--growth", "0", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "bench.json").read_text())
    assert result["learners"] == 1
    assert result["scores"]["jobs-1"] == {"compared": 1, "differ": []}
    for name in ("stock", "jobs-1"):
        way = result["ways"][name]
        assert way["notebooks"] == 1
        assert way["rate"] > 0
        assert way["ratio_to_stock"] > 0
        assert way["command_mb"] > 0
    assert result["ways"]["jobs-1"]["worker_mb"] > 0
    assert "stock nbgrader" in done.stdout
    assert (tmp_path / "bench.png").stat().st_size > 0


def test_an_unknown_exercise_is_named_before_anything_runs(tmp_path):
    command = [sys.executable, "-m", "benchmarks.bench", "--exercises", "softmacks", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "softmacks" in done.stderr
