"""The benchmark's table, and its plot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks import targets

_NAMES = {
    "stock": "stock nbgrader",
    "nbgrader": "nbgrader autograde",
    "jobs-1": "autograder, 1 job",
    "jobs-2": "autograder, 2 jobs",
    "stock-whole": "stock, all cells",
    "jobs-2-whole": "2 jobs, all cells",
}


def text(result: dict[str, Any]) -> str:
    """Everything that was measured, for people."""
    about = result["machine"]
    lines = [
        f"{about['processor']}, {about['cores']} cores, {about['memory_gb']} GB, {about['system']}; Python {about['python']}, "
        + ", ".join(f"{name} {version}" for name, version in about["versions"].items())
        + f"; load before {about['load_before'][0]}",
        "",
    ]
    if "ways" not in result:
        return "\n".join([*lines, *_phases(result["phases"])]) + "\n"
    lines += [f"{result['learners']} learners x {len(result['exercises'])} exercises, {result['turns']} turns"]
    head = ("per second", "x stock", "each, s", "x stock", "start, s", "worker MB", "command MB")
    lines += ["", f"{'':<20}" + "".join(f"{word:>12}" for word in head), "-" * 104]
    for name, way in result["ways"].items():
        numbers = (
            f"{way['rate']:.3f}",
            _number(way.get("ratio_to_stock"), ".1f"),
            _number(way["marginal_seconds"], ".3f"),
            _number(way.get("marginal_ratio_to_stock"), ".1f"),
            _number(way["start_seconds"], ".1f"),
            _number(way["worker_mb"] or None, ".0f"),
            f"{way['command_mb']:.0f}",
        )
        lines.append(f"{_NAMES.get(name, name):<20}" + "".join(f"{number:>12}" for number in numbers))
    lines += ["", "per second: with the start of every command; each: one more submission in a command that runs"]
    lines += _remarks(result)
    if "phases" in result:
        lines += ["", *_phases(result["phases"])]
    if "right" in result:
        lines += ["", f"the tests of a right answer as plain functions: {1000 * result['right']['plain']:.0f} ms"]
    if "starts" in result:
        imports, first = result["starts"]["imports"], result["starts"]["first"]
        lines += [
            f"import torch, nbgrader: {imports:.1f} s; first result of "
            + "; ".join(f"{size} exercises: {s:.1f} s" for size, s in first.items())
        ]
    lines += ["", *targets.lines(result)]
    return "\n".join(lines) + "\n"


def _remarks(result: dict[str, Any]) -> list[str]:
    two = result["ways"].get("jobs-2", {})
    lines = []
    if two.get("ratio_to_one_job"):
        marginal = _number(two["marginal_ratio_to_one_job"], ".2f")
        lines.append(
            f"two jobs against one: {two['ratio_to_one_job']:.2f} times the rate, {marginal} without the starts"
        )
    growth = result["growth"]
    if growth:
        lines.append(
            f"growth: {growth['early_seconds']:.3f} s each among the first {growth['window']} of {growth['submissions']}, "
            f"{growth['late_seconds']:.3f} s among the last: {_number(growth['ratio'], '.2f')} times"
        )
    for name, found in result["scores"].items():
        if found["differ"]:
            lines.append(f"scores of {name} that differ: {', '.join(found['differ'])} (of {found['compared']})")
    return lines or ["no remarks"]


def _phases(phases: dict[str, Any]) -> list[str]:
    count = phases["submissions"]
    lines = [f"milliseconds of one submission on a warm worker, mean of {count}", ""]
    for name, seconds in phases["seconds"].items():
        lines.append(f"  {name:<34}{1000 * seconds / count:>10.1f}")
    added = {name: 1000 * value / count for name, value in phases["added"].items()}
    lines += [
        "",
        f"what grading adds to a notebook's cells: {added['in all']:.0f} ms, {added['without the search']:.0f} ms without the"
        f" search for examples of wrong answers; of these, the submission's answers to tests take {added['answers']:.0f} ms",
    ]
    return lines


def plot(result: dict[str, Any], path: Path) -> None:
    """Rates as bars; below, the cost of each submission in a growing class."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, (above, below) = pyplot.subplots(2, 1, figsize=(8, 7), layout="constrained")
    names = list(result["ways"])
    bars = above.barh([_NAMES.get(name, name) for name in names], [result["ways"][name]["rate"] for name in names])
    labels = [_number(result["ways"][name].get("ratio_to_stock"), ".1f") + " x" for name in names]
    above.bar_label(bars, labels, padding=4)
    above.invert_yaxis()
    above.set_xlabel("submissions per second, start of the command included")
    above.set_title(f"{result['learners']} learners, {len(result['exercises'])} exercises")
    growth = result["growth"]
    if growth:
        below.plot(range(2, len(growth["costs"]) + 2), growth["costs"], ".", markersize=3)
        below.set(xlabel="submission of one command", ylabel="seconds since the one before", ylim=(0, None))
    else:
        below.set_axis_off()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)
