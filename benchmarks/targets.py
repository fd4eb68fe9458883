"""What grading is meant to cost on two cores, and whether a run of the benchmark has found that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Result = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """`found` looks for the figure in the benchmark's result, and gives None where that part was not run."""

    name: str
    wanted: float
    at_most: bool  # else at least
    found: Callable[[Result], float | None]

    def met(self, figure: float) -> bool:
        return figure <= self.wanted if self.at_most else figure >= self.wanted


def _of_way(name: str, figure: str) -> Callable[[Result], float | None]:
    return lambda result: result.get("ways", {}).get(name, {}).get(figure)


def _most_memory(result: Result) -> float | None:
    return max((way["worker_mb"] for way in result.get("ways", {}).values()), default=0) or None


def _added(result: Result) -> float | None:
    right = result.get("right")
    return None if right is None else float(right["added"]["in all"]) / right["submissions"] / right["plain"]


def _first(size: str) -> Callable[[Result], float | None]:
    def found(result: Result) -> float | None:
        starts = result.get("starts", {"first": {}})
        return float(starts["first"][size]) / starts["imports"] if size in starts["first"] else None

    return found


def _growth(result: Result) -> float | None:
    return (result.get("growth") or {}).get("ratio")


TARGETS = (
    Target("nbgrader autograde, times stock", 30, False, _of_way("nbgrader", "ratio_to_stock")),
    Target("autograder, 2 jobs, times stock", 60, False, _of_way("jobs-2", "ratio_to_stock")),
    Target("autograder, 2 jobs, times 1 job", 1.7, False, _of_way("jobs-2", "ratio_to_one_job")),
    Target("what grading adds to a right answer, times plain tests", 3, True, _added),
    Target("MB of memory for a worker", 700, True, _most_memory),
    Target("first result of 8 exercises, times the imports", 1, True, _first("8")),
    Target("first result of 100 exercises, times the imports", 1, True, _first("100")),
    Target("cost at the end of a class, times that at its start", 1.1, True, _growth),
)


def judged(result: Result) -> list[dict[str, Any]]:
    """Each target whose figure the run has, as data for bench.json."""
    figures = [(target, target.found(result)) for target in TARGETS]
    return [
        {
            "name": target.name,
            "wanted": target.wanted,
            "at_most": target.at_most,
            "found": figure,
            "met": target.met(figure),
        }
        for target, figure in figures
        if figure is not None
    ]


def lines(result: Result) -> list[str]:
    """The same as a table for people."""
    rows = judged(result)
    if not rows:
        return []
    table = [f"{'target, on two cores':<60}{'wanted':>12}{'found':>10}"]
    for row in rows:
        wanted = f"{'at most' if row['at_most'] else 'at least'} {row['wanted']:g}"
        digits = 0 if row["wanted"] >= 50 else 2 if row["wanted"] < 2 else 1
        verdict = "" if row["met"] else "  not met"
        table.append(f"{row['name']:<60}{wanted:>12}{row['found']:>10.{digits}f}{verdict}")
    return table
