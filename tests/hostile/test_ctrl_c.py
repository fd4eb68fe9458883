"""Ctrl-C ends a whole command in one line; what was graded is kept, and a second run does the rest."""

from __future__ import annotations

import shutil
import signal
import time
from pathlib import Path

import classroom
from classroom import ANSWERS, OURS, Undisturbed
from processes import descendants
from test_faults import running


def test_ctrl_c_keeps_what_is_done_and_leaves_no_process(undisturbed: Undisturbed, tmp_path: Path):
    root = shutil.copytree(undisturbed.before, tmp_path / "class")
    earlier = classroom.grades(root)
    with classroom.begun(root, OURS) as process:
        while not list(root.glob("autograded/ben/*/*.ipynb")):
            assert process.poll() is None, process.communicate()[1]
            time.sleep(0.005)
        below = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert below
    assert process.returncode == 130
    (line,) = errors.splitlines()
    assert line.startswith("autograder: interrupted")
    until = time.monotonic() + 20
    while any(map(running, below)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(running, below))
    kept = classroom.grades(root)
    assert {key: kept[key][0] for key in kept if key[0] == "ada"} == {
        key: scores[0] for key, scores in undisturbed.grades.items() if key[0] == "ada"
    }
    assert not {key for key in kept if key[0] == max(ANSWERS)} - earlier.keys(), "it was over before the interrupt"
    assert classroom.run(root, OURS).returncode == 0
    assert classroom.grades(root) == undisturbed.grades
    assert classroom.files(root) == undisturbed.files
