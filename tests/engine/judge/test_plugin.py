"""The graders inside pytest."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

PROGRAM = """
from pathlib import Path
from autograder.course.load import load
from autograder.grading.tests import run_judge
from autograder.grading.reference import run_answer
from autograder.notebook.cells import read, reference_source
from autograder.remote.executor import Executor

course = load("course.yml")
assignment = course.assignment("linear-networks")
exercise = assignment.exercises[0]
reference = run_answer("reference", reference_source(read(assignment.solutions / "softmax.ipynb"))).as_reference()


def serve(graders):
    outcomes = graders.run("softmax", Executor(vars(reference)), "", reference)
    kept = graders._items["softmax"][0].config.pluginmanager.get_plugin("terminalreporter").stats
    print("outcomes", len(outcomes), "kept", sum(map(len, kept.values())))


def stop(graders):
    wrong = {"softmax": lambda X: X.exp()}
    for _ in range(3):  # each begins where the one before stopped
        outcomes = graders.run("softmax", Executor(wrong), "", reference, stop=True)
        print("stopped", *(outcome.result.verdict for outcome in outcomes))
    outcomes = graders.run("softmax", Executor(vars(reference)), "", reference)
    print("then", *{outcome.result.verdict for outcome in outcomes})


print("status", run_judge([exercise.folder], SERVE))
"""


def judged(serve):
    """What the program prints, with the function of this name as what serves."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("SERVE", serve)],
        cwd=ROOT,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "status 0" in done.stdout.splitlines(), done.stderr
    return done.stdout.splitlines()


def test_a_judge_keeps_no_report_of_a_test():
    (found,) = [line.split() for line in judged("serve") if line.startswith("outcomes")]
    assert int(found[1]) > 10
    assert found[3] == "0"


def test_a_run_that_stops_at_a_failed_test_leaves_nothing_to_the_next_one():
    lines = judged("stop")
    assert [line for line in lines if line.startswith("stopped")] == ["stopped failed"] * 3
    assert "then passed" in lines
