"""What grading one exercise costs, chapter by chapter, against the first eight: right answers, on a warm worker.

python -m benchmarks.chapters [--turns 3]

A notebook's seconds are shared evenly among its exercises. Each is graded several times in a row, and the median
counts. Nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy

from autograder.course.load import load
from autograder.course.model import Assignment, Course
from autograder.grading.grade import grade_with
from autograder.grading.judges import Nursery, Worker
from autograder.notebook.cells import read
from benchmarks.classroom import ROOT

FIRST_EIGHT = ("softmax", "dropout", "corr2d", "batch-norm", "gru", "lstm", "masked-softmax", "adam")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints, for each chapter, the seconds of an exercise and their ratio to the first eight's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chapters", description=__doc__)
    parser.add_argument("--turns", type=int, default=3, help="how often each notebook is graded (default: 3)")
    turns = parser.parse_args(arguments).turns
    course = load(ROOT / "course.yml")
    each: dict[tuple[str, str], float] = {}
    counts: dict[tuple[str, str], int] = {}
    for assignment in course.assignments:
        worker = Worker(Nursery(course.root / "course.yml", [assignment.id]), course.limits.wall_seconds)
        for notebook, count in _notebooks(assignment):
            taken = [_seconds(course, worker, assignment, notebook) for _ in range(turns + 1)][1:]  # the first warms up
            each[assignment.id, notebook] = statistics.median(taken)
            counts[assignment.id, notebook] = count
        worker.close()
    first = [key for key in each if key[1] in FIRST_EIGHT]
    basis = _mean(each, counts, first)
    print(f"{'the notebooks of the first eight':34} {basis:6.3f} s an exercise")
    chapters = defaultdict(list)
    for key in each:
        chapters[key[0]].append(key)
    for chapter, keys in chapters.items():
        seconds = _mean(each, counts, keys)
        slowest = max(keys, key=lambda key: each[key] / counts[key])
        print(
            f"{chapter:34} {seconds:6.3f} s an exercise, {seconds / basis:5.2f} times; "
            f"slowest: {slowest[1]} with {each[slowest] / counts[slowest]:.3f} s"
        )
    return 0


def _notebooks(assignment: Assignment) -> Iterator[tuple[str, int]]:
    """The notebooks that have exercises, with how many."""
    names = [exercise.notebook for exercise in assignment.exercises]
    yield from ((name, names.count(name)) for name in dict.fromkeys(names))


def _seconds(course: Course, worker: Worker, assignment: Assignment, notebook: str) -> float:
    nb = deepcopy(read(assignment.solutions / f"{notebook}.ipynb"))
    start = time.perf_counter()
    report = grade_with(worker, nb, assignment, notebook, "cpu")
    seconds = time.perf_counter() - start
    wrong = [exercise.id for exercise in report.exercises if exercise.score != exercise.points]
    if wrong:
        raise SystemExit(f"{assignment.id}/{notebook}: the solution does not get full marks for {', '.join(wrong)}")
    return seconds


def _mean(each: dict[tuple[str, str], float], counts: dict[tuple[str, str], int], keys: list[tuple[str, str]]) -> float:
    return sum(each[key] for key in keys) / sum(counts[key] for key in keys)


if __name__ == "__main__":
    raise SystemExit(main())
