"""Whatever is killed, and whenever: the submission has a report, and the next grading is as good as the first."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from arena import RIGHT, Arena
from processes import descendants
from test_notebooks import graded

SLOW = "import time\n" + RIGHT.replace("    shifted", "    time.sleep(0.05)\n    shifted", 1)


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """One with limits that no submission reaches on a busy machine: what happens here comes of kills alone."""
    made = Arena(tmp_path_factory.mktemp("course"), wall_seconds=60, call_seconds=30, exercises=["softmax"])
    yield made
    made.worker.close()


def killed_while_grading(arena: Arena, find, delay: float):
    """The report of a slow and right submission; what `find` gives is killed `delay` seconds after its start."""
    reports = []
    nb = arena.notebook(SLOW)
    thread = threading.Thread(target=lambda: reports.append(arena.grade(nb)))
    thread.start()
    time.sleep(delay)
    target = find()
    if target is not None:
        os.kill(target, signal.SIGKILL)
    thread.join(300)
    assert reports, "grading does not end"
    return reports[0]


def test_a_judge_that_was_killed_between_two_submissions_is_started_again(arena: Arena):
    arena.grade(arena.notebook(RIGHT))
    before = arena.pid
    os.kill(before, signal.SIGKILL)
    assert arena.grade(arena.notebook(RIGHT)).score == 10
    assert arena.pid != before


def test_a_judge_that_is_killed_while_it_grades_costs_no_submission_its_score(arena: Arena):
    arena.grade(arena.notebook(RIGHT))
    before = arena.pid
    report = killed_while_grading(arena, lambda: before, 0.3)
    assert (report.score, arena.pid != before) == (10, True)


def test_the_submission_of_a_judge_that_was_killed_ends_with_it(arena: Arena):
    arena.grade(arena.notebook(RIGHT))
    before = descendants(arena.nursery.pid)
    judge = arena.pid
    at_work: set[int] = set()

    def judge_at_work() -> int:
        until = time.monotonic() + 20
        while not at_work and time.monotonic() < until:  # on a busy machine, the submission takes a while to start
            at_work.update(descendants(arena.nursery.pid) - before)
        return judge

    assert killed_while_grading(arena, judge_at_work, 0.3).score == 10
    assert at_work
    until = time.monotonic() + 20
    while any(map(running, at_work)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(running, at_work))


@pytest.fixture
def replaced(arena: Arena):
    """The arena, whose judge and sandbox are new ones afterwards."""
    yield arena
    arena.worker.close()
    assert arena.grade(arena.notebook(RIGHT)).score == 10


def test_the_sandbox_ends_with_the_process_that_judges_are_forked_from(replaced: Arena):
    replaced.grade(replaced.notebook(RIGHT))
    below = descendants(replaced.nursery.pid) - {replaced.pid}
    assert len(below) >= 3
    os.kill(replaced.nursery.pid, signal.SIGKILL)
    until = time.monotonic() + 20
    while any(map(running, below)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(running, below))
    assert replaced.grade(replaced.notebook(RIGHT)).score == 10


@pytest.mark.parametrize("delay", [0.1, 0.3])
def test_a_sandbox_that_is_lost_costs_no_submission_its_score(replaced: Arena, delay: float):
    replaced.grade(replaced.notebook(RIGHT))
    sandbox = min(descendants(replaced.nursery.pid) - {replaced.pid})  # bubblewrap's outermost process
    assert killed_while_grading(replaced, lambda: sandbox, delay).score == 10


@pytest.mark.parametrize("seed", range(6))
def test_whatever_process_of_the_sandbox_is_killed_the_next_grading_is_whole(replaced: Arena, seed: int):
    """The warm process, bubblewrap, or the submission's own process, at a random moment."""
    draw = random.Random(seed)
    replaced.grade(replaced.notebook(RIGHT))
    judge = replaced.pid

    def one() -> int:
        return draw.choice(sorted(descendants(replaced.nursery.pid) - {judge}))

    report = killed_while_grading(replaced, one, draw.uniform(0, 0.8))
    assert report.score is None or 0 <= report.score <= 10
    assert replaced.grade(replaced.notebook(RIGHT)).score == 10


def test_what_cannot_be_read_has_a_report(arena: Arena, tmp_path: Path):
    (tmp_path / "softmax.ipynb").mkdir()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "softmax.ipynb").symlink_to(tmp_path / "nowhere")
    pipe = tmp_path / "pipe"
    pipe.mkdir()
    os.mkfifo(pipe / "softmax.ipynb")
    for folder in (tmp_path, broken, pipe, tmp_path / "missing"):
        report = graded(arena, folder / "softmax.ipynb")
        assert (report.score, report.exercises) == (None, ())
        assert report.error
    assert arena.grade(arena.notebook(RIGHT)).score == 10


def running(pid: int) -> bool:
    try:
        return Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
