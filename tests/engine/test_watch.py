"""`autograder watch`: what arrives is graded once it is at rest, counted once, and as batch grading would have it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import quick_class
from nbgrader.coursedir import CourseDirectory
from quick_class import QuickClass

from autograder.cli import main
from autograder.course.load import load
from autograder.gradebook import conversion
from autograder.gradebook.collecting import CarefulCollect
from autograder.gradebook.config import nbgrader_config
from autograder.gradebook.feedback import Feedback
from autograder.gradebook.stamps import Stamps
from autograder.gradebook.transaction import GradebookError
from autograder.grading.pool import GraderFault
from autograder.watch import service
from autograder.watch.arrivals import OLD_SECONDS, Arrivals, Place
from autograder.watch.service import Options
from autograder.watch.turns import SHARE_SECONDS, Turns
from autograder.watch.watch import Busy, watch

FULL = {"check_add": 4, "check_add-quiz": 2}
HALF = {"check_add": 2, "check_add-quiz": 1}


@pytest.fixture
def room(with_pages: QuickClass, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    """Without pages, which take longer than all the rest."""
    monkeypatch.setattr(service, "give_feedback", lambda *_, **__: Feedback((), ()))
    return with_pages


@pytest.fixture
def with_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QuickClass]:
    monkeypatch.setattr(service, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(service, "SOURCES_SECONDS", 0.1)
    with warnings.catch_warnings(action="ignore"):
        yield quick_class.make(tmp_path / "course", monkeypatch)


def watched(room: QuickClass, until: Callable[[list[str]], bool] | None = None, rest: float = 0.0) -> list[str]:
    """The lines of a watch that ends when all is done, or when `until` says so of the lines, which is asked at each."""
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        if until is not None and until(lines):
            os.kill(os.getpid(), signal.SIGTERM)

    course = load(room.root / "course.yml", check_pieces=False)
    watch(course, ["sums"], Options(2, "cpu", rest, until is None), say)
    return lines


def has(lines: list[str], words: str) -> bool:
    return any(words in line for line in lines)


def test_what_is_there_is_graded_like_a_batch_and_batch_grading_finds_nothing_to_do(with_pages: QuickClass) -> None:
    room = with_pages
    for learner, answer in {"ada": "right", "ben": "wrong", "cleo": "right"}.items():
        room.hand_in(learner, answer)
    lines = watched(room)
    assert sum("points" in line for line in lines) == 3
    assert room.scores() == {"ada": FULL, "ben": HALF, "cleo": FULL}
    pages = sorted(str(path.relative_to(room.root)) for path in room.root.glob("feedback/*/*/*"))
    assert pages == [
        f"feedback/{name}/sums/{notebook}.html"
        for name in ("ada", "ben", "cleo")
        for notebook in ("adding", "questions")
    ]
    outcome = room.autograde()
    assert (outcome.graded, outcome.unchanged) == ((), ("ada", "ben", "cleo"))
    judged = room.judged()
    assert watched(room) == []
    assert room.judged() == judged


def test_a_page_that_a_kill_has_prevented_is_made_by_the_next_start(with_pages: QuickClass) -> None:
    room = with_pages
    room.hand_in("ada")
    watched(room)
    shutil.rmtree(room.root / "feedback")
    assert watched(room) == []
    assert len(list(room.root.glob("feedback/ada/sums/*.html"))) == 2


def test_what_is_handed_in_while_it_runs_is_graded_and_again_when_it_changes(room: QuickClass) -> None:
    def react(lines: list[str]) -> bool:
        if len(lines) == 1:
            room.hand_in("ada", "wrong")
        if has(lines, "3 of 6 points") and not has(lines, "6 of 6 points"):
            room.hand_in("ada", "right")
        return has(lines, "6 of 6 points")

    lines = watched(room, react, rest=0.05)
    assert lines[0].startswith("watching submitted/ for sums")
    assert room.scores() == {"ada": FULL}


def test_who_hands_in_again_while_being_judged_is_graded_by_the_newer_files_and_counted_once(
    room: QuickClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.course("title: A tiny course", "title: A tiny course\nattempts: 1")
    room.hand_in("ada", "wrong")
    judge, again = room.judge.grade, [True]

    def meanwhile(*asked):  # type: ignore[no-untyped-def]
        if again:
            again.pop()
            room.hand_in("ada", "right")
        return judge(*asked)

    monkeypatch.setattr(room.judge, "grade", meanwhile)
    assert has(watched(room, rest=0.3), "6 of 6 points, attempt 1 of 1")
    assert room.scores() == {"ada": FULL}
    assert len((room.root / "attempts.jsonl").read_text().splitlines()) == 1


def test_a_kill_between_the_scores_and_the_count_counts_once(room: QuickClass, monkeypatch: pytest.MonkeyPatch) -> None:
    room.course("title: A tiny course", "title: A tiny course\nattempts: 1")
    room.hand_in("ada")

    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    for place, name in ((conversion, "is_still"), (conversion.Attempts, "count"), (Stamps, "set")):
        with monkeypatch.context() as patched:
            patched.setattr(place, name, kill)
            with pytest.raises(Killed):
                watched(room)
    assert has(watched(room), "6 of 6 points, attempt 1 of 1")
    assert len((room.root / "attempts.jsonl").read_text().splitlines()) == 1
    assert room.autograde().unchanged == ("ada",)


def test_what_cannot_be_graded_is_named_and_stops_nobody(room: QuickClass) -> None:
    for learner in ("ada", "broken", "pipe", "late"):
        room.hand_in(learner)
    (room.root / "submitted/broken/sums/adding.ipynb").write_text('{"cells": [')
    (room.root / "submitted/pipe/sums/adding.ipynb").unlink()
    os.mkfifo(room.root / "submitted/pipe/sums/adding.ipynb")
    (room.root / "submitted/late/sums/timestamp.txt").write_text("tomorrow, perhaps")
    (room.root / "submitted/link").symlink_to("ada")
    (room.root / "submitted/adding (1).ipynb").write_text("{}")
    (room.root / "submitted/dan").mkdir()
    (room.root / "submitted/dan/adding.ipynb").write_text("{}")
    lines = watched(room)
    scores = {line.partition(",")[0] for line in lines if "points" in line and "counts as 0" not in line}
    assert scores == {"sums: ada: 6 of 6 points", *(f"sums: {name}: 2 of 6 points" for name in ("broken", "pipe"))}
    for words in (
        "sums: broken: one notebook was not graded: adding.ipynb: is no notebook",
        "sums: pipe: one notebook was not graded: adding.ipynb: is a named pipe",
        "sums: late: not graded: ",
        "submitted/link is a symbolic link",
        "submitted/adding (1).ipynb: not graded: put it into the learner's folder",
        "submitted/dan/adding.ipynb: not graded: put it into a folder sums there",
    ):
        assert has(lines, words), (words, lines)
    assert main(["--course", str(room.root / "course.yml"), "watch", "--once", "--rest", "0"]) == 3


def test_a_gradebook_that_is_locked_is_waited_for_and_nothing_is_lost(
    room: QuickClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "RETRY_SECONDS", (0.05, 0.1))
    room.hand_in("ada")
    attempts, enter = [], service.enter

    def locked(*args, **named):  # type: ignore[no-untyped-def]
        attempts.append(1)
        if len(attempts) < 3:
            raise GradebookError("the gradebook cannot be used (database is locked)")
        if len(attempts) == 3:
            raise OSError(errno.EIO, "Input/output error", "reports")
        return enter(*args, **named)

    monkeypatch.setattr(service, "enter", locked)
    lines = watched(room, lambda lines: has(lines, "6 of 6 points"))
    assert [line for line in lines if "locked" in line] == [
        "nothing can be entered for now, and is tried again: the gradebook cannot be used (database is locked)"
    ]
    assert has(lines, "and is tried again: [Errno 5] Input/output error: 'reports'")
    assert has(lines, "the gradebook can be used again")
    assert room.scores() == {"ada": FULL}
    room.hand_in("ben")
    attempts.clear()
    with pytest.raises(GradebookError, match="locked"):  # a run that ends leaves it to the next one
        watched(room)
    assert len(attempts) == 1


def test_a_gradebook_that_lacks_the_assignment_says_what_to_do(room: QuickClass) -> None:
    room.hand_in("ada")
    (room.root / "gradebook.db").unlink()
    lines = watched(room, lambda lines: has(lines, "run `autograder release sums`"))
    assert len(lines) == 2


def test_settings_that_change_are_read_again_once_they_can_be(room: QuickClass) -> None:
    room.hand_in("ada")
    path = room.root / "course.yml"
    whole = path.read_text()

    def react(lines: list[str]) -> bool:
        if lines[-1].startswith("sums: ada") and not has(lines, "mended"):
            path.write_text(f"{whole}nonsense: 1\n")
        elif lines[-1].startswith("nothing is graded until this is mended"):
            assert "nonsense" in lines[-1]
            with (room.root / "graders/sums/add/test_hidden.py").open("a") as file:
                file.write("\n")
            path.write_text(f"attempts: 1\n{whole}")
        return sum("6 of 6 points" in line for line in lines) == 2

    lines = watched(room, react)
    assert has(lines, "what they decide is graded again")
    assert has(lines, "6 of 6 points, attempt 1 of 1")
    assert room.autograde().unchanged == ("ada",)


def test_a_second_watch_is_refused_in_one_line(room: QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []

    def react(lines: list[str]) -> bool:
        with pytest.raises(Busy):
            watched(room)
        assert main(["--course", str(room.root / "course.yml"), "watch"]) == 2
        said.append(capsys.readouterr().err)
        return True

    watched(room, react)
    assert said == [f"autograder: a watch is at work on this course already, process {os.getpid()}; end it first\n"]


def test_batch_grading_beside_it_takes_turns_with_it(room: QuickClass) -> None:
    room.hand_in("ada")
    with conversion.alone(room.root):
        done: list[object] = []
        thread = threading.Thread(target=lambda: done.append(_take_turn(room.root)))
        thread.start()
        time.sleep(0.1)
        assert not done
    thread.join(10)
    assert done


def _take_turn(root: Path) -> bool:
    with conversion.alone(root):
        return True


def test_files_are_at_rest_when_nothing_has_changed_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("autograder.watch.arrivals.time.monotonic", lambda: now[0])
    file = tmp_path / "ada" / "sums" / "adding.ipynb"
    file.parent.mkdir(parents=True)
    file.write_text("half")
    arrivals, ada = Arrivals(tmp_path, ["sums"], 2), Place("ada", "sums")
    assert arrivals.come() == []
    now[0] = 1.9
    file.write_text("the whole of it")
    assert arrivals.come() == []
    now[0] = 3.8
    assert arrivals.come() == []
    assert arrivals.restless() == [ada]
    now[0] = 3.9
    assert arrivals.come() == [ada]
    assert arrivals.come() == []
    assert arrivals.is_unchanged(ada)
    (file.parent / "timestamp.txt").write_text("2026-11-01 12:00 UTC")
    assert not arrivals.is_unchanged(ada)
    assert arrivals.come() == []
    now[0] = 6.0
    assert arrivals.come() == [ada]
    shutil.rmtree(file.parent)
    assert arrivals.come() == []
    assert not arrivals.is_at_rest(ada)


def test_old_files_are_at_rest_at_first_sight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ada" / "sums").mkdir(parents=True)
    (tmp_path / "ada" / "sums" / "adding.ipynb").write_text("whole")
    later = time.time() + OLD_SECONDS + 1
    monkeypatch.setattr("autograder.watch.arrivals.time.time", lambda: later)
    assert Arrivals(tmp_path, ["sums"], 2).come() == [Place("ada", "sums")]


def test_a_learners_many_other_folders_are_looked_at_as_little_as_one_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        (tmp_path / "ada" / f"folder {number}" / "of another").mkdir(parents=True)
    asked: list[os.stat_result] = []
    monkeypatch.setattr("autograder.watch.arrivals._essence", lambda status: (asked.append(status), 0))
    monkeypatch.setattr("autograder.watch.arrivals.ordinary.MOST_ENTRIES", 20)
    Arrivals(tmp_path, ["sums"], 2).come()
    assert 60 <= len(asked) <= 60 + 20


def test_ten_hand_ins_of_one_learner_do_not_hold_up_the_others() -> None:
    now = [0.0]
    turns: Turns[str] = Turns(lambda: now[0])
    for number in range(10):
        turns.add(f"mallory {number}", "mallory")
    turns.add("ada", "ada")
    turns.add("ben", "ben")
    order = []
    while (job := turns.first()) is not None:
        turns.remove(job)
        turns.had(job.split()[0], turns=1)
        order.append(job)
    assert order[:4] == ["mallory 0", "ada", "ben", "mallory 1"]
    turns.had("eva", seconds=10 * SHARE_SECONDS)  # ten endless loops
    turns.add("eva", "eva")
    turns.add("mallory again", "mallory")
    turns.had("mallory", turns=1)
    assert turns.first() == "eva"
    turns.add("finn", "finn")
    assert turns.first() == "finn"
    now[0] = 3601
    assert turns.first() == "eva"


def test_what_the_exchange_has_is_collected_newest_first_and_nobody_else_s(room: QuickClass) -> None:
    exchange = room.root.parent / "exchange"
    inbound = exchange / "deep" / "inbound"
    inbound.mkdir(parents=True)
    room.configure(
        "c.CourseDirectory.course_id = 'deep'",
        f"c.Exchange.root = {str(exchange)!r}",
        "c.ExchangeCollect.check_owner = False",
    )
    room.release()

    def arrive(learner: str, answer: str, at: str, name: str = "") -> None:
        folder = room.hand_in(learner, answer, at=f"{at} UTC")
        shutil.move(folder, inbound / (name or f"{learner}+sums+{at} UTC+abc123"))
        shutil.rmtree(room.root / "submitted")

    arrive("ada", "wrong", "2026-11-01 12:00:00.000000")
    arrive("ada", "right", "2026-11-02 12:00:00.000000")
    arrive("ben", "right", "2026-11-02 12:00:00.000000", "..+sums+2026-11-02 12:00:00.000000 UTC+abc123")
    arrive("cleo", "right", "2026-11-02 12:00:00.000000", "cleo+sums+yesterday+abc123")
    arrive("dan", "right", "2026-11-02 12:00:00.000000", "dan+other+2026-11-02 12:00:00.000000 UTC+abc123")
    (inbound / "eva+sums+2026-11-02 12:00:00.000000 UTC+abc123").symlink_to(
        inbound / "ada+sums+2026-11-01 12:00:00.000000 UTC+abc123"
    )
    lines = watched(room)
    assert [line for line in lines if "6 of 6 points" in line] == [next(line for line in lines if "sums: ada" in line)]
    assert sorted(path.name for path in (room.root / "submitted").iterdir()) == ["ada"]
    (inbound / "cleo+sums+yesterday+abc123").rename(inbound / "gone")
    config = nbgrader_config(load(room.root / "course.yml"))
    place = CourseDirectory(config=config, root=str(room.root), assignment_id="sums")
    CarefulCollect(coursedir=place, config=config).start()  # nbgrader's own command meets the same names
    assert not (room.root / "sums").exists()
    for words in (
        "the learner's id",
        "has a time that cannot be read",
        "eva+sums+2026-11-02 12:00:00.000000 UTC+abc123 is a sym",
    ):
        assert has(lines, words), lines
    assert room.scores() == {"ada": FULL}
    assert room.autograde().unchanged == ("ada",)


def test_a_hand_in_that_belongs_to_somebody_else_replaces_nobody_s(room: QuickClass) -> None:
    exchange = room.root.parent / "exchange"
    inbound = exchange / "deep" / "inbound"
    inbound.mkdir(parents=True)
    room.configure("c.CourseDirectory.course_id = 'deep'", f"c.Exchange.root = {str(exchange)!r}")
    room.release()
    shutil.move(
        room.hand_in("mallory", "wrong", at="2027-11-01 12:00:00 UTC"), inbound / "ada+sums+2027-11-01 12:00:00 UTC+x"
    )
    room.hand_in("ada", "right", at="2026-11-01 12:00:00 UTC")
    lines = watched(room)
    assert has(lines, "was not collected: it belongs to ")
    assert room.scores() == {"ada": FULL}


def test_the_queue_is_told_with_the_time_that_it_takes(room: QuickClass, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "QUEUE_SECONDS", 0.0)
    for number in range(8):
        room.hand_in(f"learner-{number}", f"right {number}")
    lines = watched(room)
    told = [line for line in lines if "submissions wait" in line]
    assert told[0] == "8 submissions wait"
    assert told[-1].startswith("3 submissions wait, for some ")
    assert sum("6 of 6 points" in line for line in lines) == 8


def test_a_gradebook_file_that_is_replaced_while_it_runs_is_not_written_to_any_more(room: QuickClass) -> None:
    backup = shutil.copy(room.root / "gradebook.db", room.root / "backup.db")

    def react(lines: list[str]) -> bool:
        if len(lines) == 1:
            room.hand_in("ada")
        elif lines[-1].startswith("sums: ada: 6 of 6"):
            os.replace(backup, room.root / "gradebook.db")
            room.hand_in("ben")
        return has(lines, "sums: ben: 6 of 6 points")

    watched(room, react)
    connection = sqlite3.connect(room.root / "gradebook.db")
    assert connection.execute("select student_id from submitted_assignment").fetchall() == [("ben",)]
    connection.close()


def test_what_met_a_fault_of_the_grader_is_tried_again_when_graders_change(
    room: QuickClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, broken = room.judge.grade, [True]

    def grade(*asked):  # type: ignore[no-untyped-def]
        if broken:
            raise GraderFault("test_hidden.py cannot be imported")
        return judge(*asked)

    monkeypatch.setattr(room.judge, "grade", grade)
    room.hand_in("ada")

    def react(lines: list[str]) -> bool:
        if has(lines, "ada: not graded: ") and broken:
            broken.clear()
            (room.root / "graders/sums/add/test_hidden.py").write_text("# mended\n")
        return has(lines, "6 of 6 points")

    lines = watched(room, react, rest=0.05)
    (fault,) = [line for line in lines if "not graded" in line]
    assert "cannot be imported); it is graded again when graders, course.yml or releases change" in fault
    assert has(lines, "have changed: what they decide is graded again")
    assert room.scores() == {"ada": FULL}
