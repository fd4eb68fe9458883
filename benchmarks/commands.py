"""Runs one grading command, and looks at the memory of its processes while it runs."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_INTERVAL = 0.5  # seconds between two looks; a look takes a few milliseconds


@dataclass
class Peaks:
    """The most memory in MB seen at one moment, shared pages counted once (PSS; resident size where that is refused)."""

    command: float = 0.0  # nbgrader or autograder itself, kernels included
    workers: float = 0.0  # judges and sandboxes, all together
    measure: str = "pss"


@dataclass(frozen=True)
class Run:
    """One command: its exit status, how long it took, what memory it took, the end of what it said."""

    status: int
    seconds: float
    peaks: Peaks
    said: str = field(repr=False)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float = 7200) -> Run:
    """Runs `command` in `folder` to its end; raises subprocess.TimeoutExpired after `seconds`."""
    peaks, over = Peaks(), threading.Event()
    with (folder / "command.log").open("w+") as log:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=log, stderr=log)
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, over))
        watcher.start()
        try:
            status = process.wait(seconds)
            took = time.perf_counter() - began
        finally:
            process.kill()
            over.set()
            watcher.join()
        log.seek(0)
        return Run(status, took, peaks, log.read()[-3000:])


def _watch(pid: int, peaks: Peaks, over: threading.Event) -> None:
    while not over.wait(_INTERVAL):
        _look(pid, peaks)


def _look(root: int, peaks: Peaks) -> None:
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(place.name))
    judges = [pid for pid in _below(root, children) if b"autograder.grading.nursery" in _command_line(pid)]
    workers = {pid for judge in judges for pid in (judge, *_below(judge, children))}
    others = {root, *_below(root, children)} - workers
    peaks.workers = max(peaks.workers, sum(_memory(pid, peaks) for pid in workers))
    peaks.command = max(peaks.command, sum(_memory(pid, peaks) for pid in others))


def _below(pid: int, children: Mapping[int, list[int]]) -> list[int]:
    found = list(children.get(pid, []))
    for child in found:
        found += children.get(child, [])  # the list grows while it is walked, down to the leaves
    return found


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _memory(pid: int, peaks: Peaks) -> float:
    """In MB; 0 for a process that has ended."""
    for name, key, measure in (("smaps_rollup", "Pss:", "pss"), ("status", "VmRSS:", "resident")):
        try:
            lines = Path(f"/proc/{pid}/{name}").read_text().splitlines()
        except PermissionError:
            continue
        except OSError:
            return 0.0
        if measure == "resident":
            peaks.measure = measure
        return sum(int(line.split()[1]) for line in lines if line.startswith(key)) / 1024
    return 0.0
