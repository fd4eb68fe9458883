"""`make bench`: one class, graded by stock nbgrader and by the ways of this project, in turns.

Run from the repository: `python -m benchmarks.bench --out build/bench`. See README.md here.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course.model import Course
from benchmarks import classroom, commands, machine, phases, plain, show, starts, targets
from benchmarks.classroom import ASSIGNMENT, ROOT

# Of notebooks that end with their last check, so that all do the same work; "-whole": of notebooks as they are, below whose
# last check stock nbgrader runs on.
WAYS = ("stock", "nbgrader", "jobs-1", "jobs-2", "stock-whole", "jobs-2-whole")
WHOLE = "-whole"
# Of a notebook and of the start of a command, to tell beforehand how long a run takes.
_SECONDS = {"stock": 4.5, "nbgrader": 0.6, "jobs-1": 0.4, "jobs-2": 0.25, "stock-whole": 27, "jobs-2-whole": 0.25}
_START_SECONDS = 5
ALONE = "alone"  # the learner who is graded alone, which tells what starting costs


@dataclass
class Way:
    """One way of grading, with the course that only it grades in."""

    name: str
    folder: Path
    runs: list[commands.Run] = field(default_factory=list)  # one in each turn
    notebooks: int = 0  # in all of them
    alone: commands.Run | None = None

    @property
    def grader(self) -> str:
        return self.name.removesuffix(WHOLE)

    @property
    def is_whole(self) -> bool:
        return self.name.endswith(WHOLE)

    def command(self, learners: Sequence[str], pattern: str) -> list[str]:
        if self.grader.startswith("jobs-"):
            named = [word for learner in learners for word in ("--student", learner)]
            jobs = self.grader.removeprefix("jobs-")
            autograder = [sys.executable, "-m", "autograder.entry", "autograde"]
            return [*autograder, ASSIGNMENT, "--jobs", jobs, "--force", *named]
        nbgrader = [sys.executable, "-m", "nbgrader", "autograde"]
        return [*nbgrader, ASSIGNMENT, f"--student={pattern}", "--force", "--log-level=ERROR"]

    def grade(self, learners: Sequence[str], pattern: str) -> commands.Run:
        """One command for these learners, whom `pattern` matches and nobody else. Raises RuntimeError if it fails."""
        run = commands.run(self.command(learners, pattern), self.folder, environment())
        graded = [place for place in learners if any((self.folder / "autograded" / place).rglob("*.ipynb"))]
        if run.status or len(graded) != len(learners):
            raise RuntimeError(
                f"{self.name}: {len(graded)} of {len(learners)} graded, status {run.status}:\n{run.said}"
            )
        return run


def main(argv: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(argv)
    exercises = options.exercises.split(",")
    fault = _fault_of(exercises)
    if fault:
        print(fault, file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    if not options.phases:
        _say(f"about {_estimate(options, len(exercises)) / 60:.0f} minutes on two quiet cores; what is found is kept")
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        place = Path(temporary)
        course = classroom.our_course(place / "ours", exercises)
        result: dict[str, Any] = {"machine": machine.describe(), "exercises": exercises}
        if options.phases:
            _save(options.out, result | {"phases": phases.measure(course, options.learners, options.profile)})
        else:
            for part in compare(place, course, exercises, options):
                result |= part
                _save(options.out, result)  # so that an interrupted run keeps what it has found
    print((options.out / "bench.txt").read_text(encoding="utf-8"))
    return 0


def _fault_of(exercises: Sequence[str]) -> str | None:
    """Why these exercises cannot make a class, if they cannot."""
    known = classroom.notebooks()
    unknown = [exercise for exercise in exercises if exercise not in known]
    if unknown:
        return f"the course has no exercise {', '.join(unknown)}; it has {', '.join(known)}"
    together = defaultdict(list)
    for exercise in exercises:
        together[known[exercise]].append(exercise)
    crowded = [f"{' and '.join(ids)} are in {notebook}.ipynb" for notebook, ids in together.items() if len(ids) > 1]
    return f"a notebook is handed in with one exercise: {'; '.join(crowded)}; choose one of them" if crowded else None


def _save(out: Path, result: dict[str, Any]) -> None:
    written = result | {"targets": targets.judged(result)}
    (out / "bench.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    (out / "bench.txt").write_text(show.text(result), encoding="utf-8")
    if "ways" in result:
        show.plot(result, out / "bench.png")


def _estimate(options: argparse.Namespace, exercises: int) -> float:
    """Seconds on a quiet machine like the one that README.md tells of."""
    notebooks: int = options.learners * exercises
    turns = min(options.turns, options.learners)
    graded = 0.0
    for way in options.ways.split(","):
        classes = 1 if way == "stock" else turns
        count = options.whole * exercises if way.endswith(WHOLE) else classes * notebooks
        graded += count * _SECONDS.get(way, 1) + (turns + 1) * _START_SECONDS
    return float(graded + options.growth * _SECONDS["nbgrader"] + options.added * exercises)


def compare(
    place: Path, course: Course, exercises: Sequence[str], options: argparse.Namespace
) -> Iterator[dict[str, Any]]:
    """Grades the class in every way, in turns; what `show` shows, again and again as it grows.

    In each turn stock nbgrader, which takes half an hour for a class and hardly any time to start, grades its part of the
    class, and each other way the whole class anew; whole notebooks, which take stock nbgrader six times as long, are
    those of a few learners and graded in the first turn alone.
    """
    turns = min(options.turns, options.learners)
    parts = [[f"t{turn:02}-l{number:03}" for number in range(turn, options.learners, turns)] for turn in range(turns)]
    everybody = sorted(itertools.chain(*parts))
    few = everybody[: options.whole]
    ways = _lay_out(place, course, exercises, everybody, few, options.ways.split(","))
    for turn, part in enumerate(parts):
        at = turn % len(ways)
        for way in (*ways[at:], *ways[:at]):  # whoever comes first in one turn comes last in the next
            if way.is_whole and turn:
                continue
            learners, pattern = (part, f"t{turn:02}-*") if way.name == "stock" else (everybody, "t*")
            learners = few if way.is_whole else learners
            _say(f"{way.name}: {len(learners)} learners, turn {turn + 1} of {turns}")
            way.runs.append(way.grade(learners, pattern))
            way.notebooks += len(learners) * len(exercises)
            yield _found(ways, exercises, options)
    for way in ways if len(parts[0]) > 1 else []:  # parts of one tell nothing else
        _say(f"{way.name}: one learner alone")
        way.alone = way.grade([ALONE], ALONE)
    yield _found(ways, exercises, options)
    if options.added:
        _say("what grading adds to a notebook")
        yield {"phases": phases.measure(course, options.added, None)}
        right = phases.measure(course, options.added, None, kinds=("right",))
        yield {"right": {**right, "plain": plain.measure(course, right["learners"])}}
    if options.starts:
        _say("starts")
        sizes = [int(size) for size in options.starts.split(",")]
        yield {"starts": starts.measure(exercises[0], sizes, place, environment(), options.turns)}
    if options.growth:
        yield {"growth": _growth(place, course, exercises, options.growth)}


def _found(ways: Sequence[Way], exercises: Sequence[str], options: argparse.Namespace) -> dict[str, Any]:
    """What is known so far, of the ways that have graded anything."""
    ways = [way for way in ways if way.runs]
    scores = {way.name: _scores(way.folder) for way in ways}
    first = scores[ways[0].name]
    return {
        "learners": options.learners,
        "turns": options.turns,
        "ways": _with_ratios({way.name: _summary(way, exercises) for way in ways}),
        "scores": {
            name: {
                "compared": len(first.keys() & found.keys()),
                "differ": sorted(k for k in first.keys() & found.keys() if found[k] != first[k]),
            }
            for name, found in scores.items()
        },
        "growth": None,
    }


def _lay_out(
    place: Path,
    course: Course,
    exercises: Sequence[str],
    learners: Sequence[str],
    few: Sequence[str],
    names: Sequence[str],
) -> list[Way]:
    """The courses of all ways, handed in for all learners, and whole notebooks for a `few`."""
    ways = []
    for name in names:
        folder = place / name
        if name.removesuffix(WHOLE) == "stock":
            classroom.stock_course(folder, course, environment())
        else:
            shutil.copytree(course.root, folder)
        ways.append(Way(name, folder))
    for learner in (*learners, ALONE):
        answers = classroom.answers_of(learner, exercises)
        for way in ways:
            if not way.is_whole or learner in (*few, ALONE):
                classroom.hand_in(way.folder, course, learner, answers, whole=way.is_whole)
    return ways


def _summary(way: Way, exercises: Sequence[str]) -> dict[str, Any]:
    """Rates in notebooks per second. `marginal` leaves out what starting costs, by the learner who was graded alone."""
    seconds = sum(run.seconds for run in way.runs)
    alone = 0.0 if way.alone is None else way.alone.seconds
    beyond = way.notebooks - len(way.runs) * len(exercises)
    spent = seconds - len(way.runs) * alone
    marginal = spent / beyond if way.alone and beyond > 0 and spent > 0 else None
    if marginal is not None and alone < marginal * len(exercises):
        marginal = None  # the learner alone took less than the others each: too few, or the machine was busy
    runs = way.runs if way.alone is None else [*way.runs, way.alone]
    jobs = int(way.grader.removeprefix("jobs-")) if way.grader.startswith("jobs-") else 1
    return {
        "notebooks": way.notebooks,
        "seconds": seconds,
        "command_seconds": [run.seconds for run in way.runs],
        "alone_seconds": alone or None,
        "rate": way.notebooks / seconds,
        "marginal_seconds": marginal,
        "start_seconds": None if marginal is None else alone - marginal * len(exercises),
        "worker_mb": max(run.peaks.workers for run in runs) / jobs,
        "command_mb": max(run.peaks.command for run in runs),
        "memory_measure": "resident" if any(run.peaks.measure == "resident" for run in runs) else "pss",
    }


def _with_ratios(results: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    for name, base in (("stock", "ratio_to_stock"), ("jobs-1", "ratio_to_one_job")):
        for other, own in results.items():
            against = name + WHOLE if other.endswith(WHOLE) else name
            if against not in results:
                continue
            own[base] = own["rate"] / results[against]["rate"]
            marginal = (results[against]["marginal_seconds"], own["marginal_seconds"])
            own[f"marginal_{base}"] = marginal[0] / marginal[1] if None not in marginal else None
    return results


def _growth(place: Path, course: Course, exercises: Sequence[str], notebooks: int) -> dict[str, Any]:
    """Does the cost of a submission grow with the class? One command; every learner has the same answers."""
    count = max(notebooks // len(exercises), 2)
    way = Way("nbgrader", place / "growth")
    shutil.copytree(course.root, way.folder)
    answers = classroom.answers_of(ALONE, exercises)
    learners = [f"g{number:04}" for number in range(count)]
    for learner in learners:
        classroom.hand_in(way.folder, course, learner, answers)
    _say(f"growth: {count * len(exercises)} submissions")
    way.grade(learners, "g*")
    # Not of other learners: the course may have been graded in before.
    times = sorted(path.stat().st_mtime for path in (way.folder / "autograded").glob("g*/*/*.ipynb"))
    costs = [later - earlier for earlier, later in itertools.pairwise(times)]
    window = max(min(40, len(costs) // 2) // len(exercises) * len(exercises), min(len(exercises), len(costs)))
    early, late = costs[:window], costs[-window:]
    return {
        "submissions": len(times),
        "window": window,
        "early_seconds": sum(early) / len(early),
        "late_seconds": sum(late) / len(late),
        "ratio": sum(late) / sum(early) if sum(early) else None,
        "costs": costs,
    }


def _scores(folder: Path) -> dict[str, float]:
    """Score by learner and notebook, as the gradebook has it."""
    query = (
        "select submitted_assignment.student_id, notebook.name, sum(grade.auto_score) from grade "
        "join submitted_notebook on grade.notebook_id = submitted_notebook.id "
        "join notebook on submitted_notebook.notebook_id = notebook.id "
        "join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id "
        "group by 1, 2"
    )
    connection = sqlite3.connect(folder / "gradebook.db")
    try:
        return {f"{learner}/{notebook}": score for learner, notebook, score in connection.execute(query)}
    finally:
        connection.close()


def environment() -> dict[str, str]:
    """For every command: one thread for torch, this Python's programs, and the tests of the stock course."""
    scripts = str(Path(sys.executable).parent)
    path = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--learners", type=int, default=40)
    parser.add_argument("--exercises", default=",".join(classroom.EIGHT), metavar="ID,...", help="default: %(default)s")
    parser.add_argument(
        "--turns",
        type=int,
        default=2,
        help="of the ways; stock grades a part of the class in each; starts are measured so often",
    )
    parser.add_argument(
        "--whole", type=int, default=5, metavar="N", help="learners whose notebooks are graded whole, once"
    )
    parser.add_argument("--ways", default=",".join(WAYS), help=f"default: {','.join(WAYS)}")
    parser.add_argument("--growth", type=int, default=300, metavar="N", help="submissions in one command; 0: leave out")
    parser.add_argument(
        "--added", type=int, default=5, metavar="N", help="learners for what grading adds; 0: leave out"
    )
    parser.add_argument(
        "--starts", default="8,100", metavar="N,...", help="exercises of courses for starts; '': leave out"
    )
    parser.add_argument("--out", type=Path, default=Path("build/bench"), help="folder for bench.json, .txt and .png")
    parser.add_argument("--phases", action="store_true", help="where the time of one submission goes, and nothing else")
    parser.add_argument("--profile", type=Path, metavar="FOLDER", help="with --phases: cProfile's files go there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
