"""What the tests of right answers take as plain functions, in one process: no notebook, no wall, no gradebook.

`python -m benchmarks.plain COURSE RESULTS LEARNER...` is that process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.course.load import load
from autograder.course.model import Course
from autograder.grading.reference import run_answer
from autograder.grading.tests import ExerciseTests
from autograder.notebook.cells import find, read, reference_source
from benchmarks import stock
from benchmarks.classroom import ASSIGNMENT, ROOT


def measure(course: Course, learners: Sequence[str]) -> float:
    """Seconds for a submission, mean over what these learners have handed in."""
    results = course.root / "plain.json"
    command = [sys.executable, "-m", "benchmarks.plain", str(course.root / "course.yml"), str(results), *learners]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"the tests gave no results:\n{done.stderr[-2000:]}")
    return float(json.loads(results.read_text(encoding="utf-8")))


def main(course_file: str, results: str, *learners: str) -> None:
    course = load(Path(course_file), check_pieces=False)
    assignment = course.assignment(ASSIGNMENT)
    took, counted = 0.0, 0
    for exercise in assignment.exercises:
        solution = read(assignment.solutions / f"{exercise.notebook}.ipynb")
        reference: Any = run_answer("reference", reference_source(solution)).as_reference()
        graders = ExerciseTests([exercise.folder], course.seed)
        for number, learner in enumerate((learners[0], *learners)):
            nb = read(course.root / "submitted" / learner / ASSIGNMENT / f"{exercise.notebook}.ipynb")
            source = nb.cells[find(nb, exercise.id)].source
            namespace = run_answer("submission", source).namespace
            began = time.perf_counter()
            stock.results_of(graders, exercise.id, namespace, source, reference)
            if number:  # the first one pays for what torch does once
                took += time.perf_counter() - began
                counted += 1
    Path(results).write_text(json.dumps(took / counted), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
