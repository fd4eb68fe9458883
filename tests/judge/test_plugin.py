"""The graders inside pytest."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
from pathlib import Path
from autograder.course import load
from autograder.judge.plugin import run_judge
from autograder.judge.reference import run_answer
from autograder.notebook import read, reference_source
from autograder.sandbox.executor import Executor

course = load("course.yml")
assignment = course.assignment("linear-networks")
exercise = assignment.exercises[0]
reference = run_answer("reference", reference_source(read(assignment.solutions / "softmax.ipynb"))).as_reference()


def serve(graders):
    outcomes = graders.run("softmax", Executor(vars(reference)), "", reference)
    kept = graders._items["softmax"][0].config.pluginmanager.get_plugin("terminalreporter").stats
    print("outcomes", len(outcomes), "kept", sum(map(len, kept.values())))


print("status", run_judge([exercise.folder], serve))
"""


def test_a_judge_keeps_no_report_of_a_test():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    (found,) = [line.split() for line in lines if line.startswith("outcomes")]
    assert int(found[1]) > 10, done.stderr
    assert found[3] == "0"
    assert "status 0" in lines
