"""Whenever a whole command is killed, a second run completes the class, as if nothing had happened."""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import classroom
import pytest
from classroom import MANUAL, NBGRADERS, OURS, Undisturbed
from processes import descendants
from quick_judge import IN_CONFIG, NOTES
from test_faults import running

Moment = tuple[str, int]  # what is waited for, and how many of it; then a random moment more


def judged(root: Path, started: float) -> int:
    notes = root / NOTES
    return len(notes.read_text().splitlines()) if notes.exists() else 0


def written(root: Path, started: float) -> int:
    found = 0
    for path in root.glob("autograded/*/*/*.ipynb"):
        with contextlib.suppress(FileNotFoundError):
            found += path.stat().st_mtime > started
    return found


COUNTS: dict[str, Callable[[Path, float], int]] = {"start": lambda *_: 1, "judged": judged, "written": written}


def kill_at(root: Path, command: Sequence[str], moment: Moment, number: int, draw: random.Random) -> bool:
    """Whether the signal came before the command's end. Its judges have ended, too, when this returns."""
    (root / NOTES).unlink(missing_ok=True)
    what, count = moment
    started = time.time()
    with classroom.begun(root, command) as process:
        while process.poll() is None and COUNTS[what](root, started) < count:
            time.sleep(0.005)
        time.sleep(draw.uniform(0, 1.5 if what == "start" else 0.05))
        in_time = process.poll() is None
        process.send_signal(number)
        process.communicate(timeout=60)
    judges = {int(line) for line in (root / NOTES).read_text().splitlines()} if (root / NOTES).exists() else set()
    until = time.monotonic() + 20
    while any(map(running, judges)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(running, judges)), "a judge outlives its command"
    return in_time


KILL, TERM = signal.SIGKILL, signal.SIGTERM
# What is killed, when, and which command completes the class.
CHAINS: dict[str, tuple[Sequence[str], tuple[tuple[Moment, int], ...], Sequence[str]]] = {
    "ours": (
        OURS,
        ((("judged", 1), KILL), (("written", 1), KILL), (("start", 1), KILL), (("judged", 4), TERM)),
        OURS,
    ),
    "ours, completed by nbgrader's": (
        OURS,
        ((("written", 2), KILL), (("judged", 3), KILL), (("written", 3), KILL), (("start", 1), TERM)),
        NBGRADERS,
    ),
    "nbgrader's": (
        NBGRADERS,
        ((("judged", 1), KILL), (("written", 1), KILL), (("judged", 2), TERM), (("written", 3), KILL), (("start", 1), KILL)),
        NBGRADERS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("chain", CHAINS)
def test_after_kills_at_any_moment_one_more_run_completes_the_class(
    undisturbed: Undisturbed, tmp_path: Path, chain: str
):
    root = shutil.copytree(undisturbed.before, tmp_path / "class")
    command, kills, completing = CHAINS[chain]
    draw = random.Random(chain)
    earlier = classroom.grades(root)
    for moment, number in kills:
        for _ in range(5):
            if kill_at(root, command, moment, number, draw):
                break
            # Earlier runs left too little to do: the whole class once more.
            shutil.rmtree(root)
            shutil.copytree(undisturbed.before, root)
        else:
            pytest.fail(f"the command was over before {moment}, five times")
        for key, (score, manual, _) in classroom.grades(root).items():
            assert score in {None, undisturbed.grades[key][0], earlier.get(key, (None,))[0]}
            assert manual == (MANUAL if key[0] == "ada" else None)
    done = classroom.run(root, completing)
    assert done.returncode == 0, done.stderr
    assert classroom.grades(root) == undisturbed.grades
    assert classroom.files(root) == undisturbed.files


ENDLESS = """
def test_endless(student):
    student.add(1, 2)
"""


@pytest.mark.parametrize(("command", "number"), [(OURS, KILL), (NBGRADERS, TERM)], ids=["ours", "nbgrader's"])
def test_nothing_outlives_a_command_that_is_killed_while_a_submission_runs(
    undisturbed: Undisturbed, tmp_path: Path, command: Sequence[str], number: int
):
    """With real judges, and a submission that would go on for the rest of its minute."""
    root = shutil.copytree(undisturbed.before, tmp_path / "class")
    config = root / "nbgrader_config.py"
    config.write_text(config.read_text().replace(IN_CONFIG, ""))
    (root / "graders/sums/add/test_public.py").write_text(ENDLESS)
    for path in (root / "submitted").iterdir():
        if path.name != "ben":
            shutil.rmtree(path)
    path = root / "submitted/ben/sums/adding.ipynb"
    path.write_text(path.read_text().replace("# wrong", "while True: pass"))
    with classroom.begun(root, command) as process:
        until = time.monotonic() + 120
        while not any(map(is_submission, descendants(process.pid))):
            assert process.poll() is None, process.communicate()[1]
            assert time.monotonic() < until
            time.sleep(0.05)
        below = descendants(process.pid)
        process.send_signal(number)
        process.communicate(timeout=60)
    until = time.monotonic() + 20
    while any(map(running, below)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(running, below))


def is_submission(pid: int) -> bool:
    """It has a PID namespace of its own, below bubblewrap's, and computes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        ticks = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])
    except (OSError, IndexError):
        return False
    numbers = next(line.split()[1:] for line in status.splitlines() if line.startswith("NSpid:"))
    return len(numbers) >= 3 and numbers[-1] == "1" and ticks > 20
