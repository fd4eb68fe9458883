"""Lateness follows course.yml, timestamp.txt and nbgrader_config.py as they are at each run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import quick_class
from quick_class import QuickClass

DUE = "2027-02-01 18:00 +01:00"  # tiny_course's
LATE = "2027-02-01 19:00:00 UTC"
ZERO = "c.LateSubmissionPlugin.penalty_method = 'zero'"
HALF = """
from nbgrader.plugins import BasePlugin
class Third(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 3
c.AssignLatePenalties.plugin_class = Third"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    return quick_class.make(tmp_path / "course", monkeypatch)


def flagged(room: QuickClass) -> int:
    ((count,),) = room.ask("select count(*) from grade where needs_manual_grade")
    return int(count)


def test_a_due_date_that_is_moved_removed_or_put_back_counts_without_grading_again(room: QuickClass) -> None:
    room.configure(ZERO)
    room.hand_in("ada", at=LATE)
    assert room.autograde().graded == ("ada",)
    assert room.penalties("ada") == [4, 2]
    room.ask("update grade set manual_score = 3, needs_manual_grade = 0")
    judged = room.judged()

    room.course(DUE, "2027-02-02 18:00 +01:00")
    outcome = room.autograde()
    assert outcome.unchanged == ("ada",)
    assert outcome.notices == (
        "sums: the due date is now 2027-02-02 17:00 UTC, as in course.yml; the gradebook had 2027-02-01 17:00 UTC",
    )
    assert room.penalties("ada") == [None, None]

    room.course("2027-02-02 18:00 +01:00", DUE)
    room.release()  # forgotten, and made up for later: it makes no difference
    assert room.autograde().unchanged == ("ada",)
    assert room.penalties("ada") == [3, 3]  # of the manual scores

    room.course(f"    due: {DUE}\n", "")
    room.release()
    assert room.autograde().unchanged == ("ada",)
    assert room.penalties("ada") == [None, None]
    assert room.ask("select duedate from assignment") == [(None,)]
    assert room.judged() == judged
    assert flagged(room) == 0
    assert room.autograde().notices == ()


def test_another_method_of_penalties_counts_at_once_and_in_two_decimals(room: QuickClass) -> None:
    room.hand_in("ada", at=LATE)
    room.hand_in("ben", at="2027-02-01 16:59:59 UTC")
    room.autograde()
    assert room.penalties("ada") == [None, None]
    room.configure(HALF)
    assert room.autograde().unchanged == ("ada", "ben")
    assert room.penalties("ada") == [1.33, 0.67]
    assert room.penalties("ben") == [None, None]


def test_a_method_that_raises_is_named_with_the_learner_and_keeps_the_penalty(room: QuickClass) -> None:
    room.configure(ZERO)
    room.hand_in("ada", at=LATE)
    room.autograde()
    room.configure(HALF.replace("score / 3", "1 / 0"))
    assert room.autograde().failed == (("ada", "its lateness: division by zero"),)
    assert room.penalties("ada") == [4, 2]


def test_an_extension_counts_at_once_also_without_a_due_date(room: QuickClass) -> None:
    room.configure(ZERO)
    room.hand_in("ada", at=LATE)
    room.autograde()
    room.ask("update submitted_assignment set extension = '1970-01-04 00:00:00.000000'")
    room.autograde()
    assert room.penalties("ada") == [None, None]
    room.course(f"    due: {DUE}\n", "")
    room.hand_in("ada", "wrong", at=LATE)
    assert room.autograde().graded == ("ada",)


def test_a_time_that_is_taken_away_or_changed_is_no_longer_in_the_gradebook(room: QuickClass) -> None:
    room.configure(ZERO)
    folder = room.hand_in("ada", at=LATE)
    room.autograde()
    (folder / "timestamp.txt").unlink()
    room.autograde()
    assert (room.time("ada"), room.penalties("ada")) == (None, [None, None])
    (folder / "timestamp.txt").write_text("2027-02-01 20:00 Europe/Berlin")
    room.autograde()
    assert (room.time("ada"), room.penalties("ada")) == ("2027-02-01 19:00:00", [4, 2])


def test_a_notebook_that_is_no_longer_handed_in_has_no_penalty(room: QuickClass) -> None:
    room.configure(ZERO)
    folder = room.hand_in("ada", at=LATE)
    room.autograde()
    (folder / "questions.ipynb").unlink()
    room.autograde()
    assert room.penalties("ada") == [4, None]
    assert room.scores()["ada"] == {"check_add": 4, "check_add-quiz": 0}


def test_a_broken_resubmission_leaves_the_earlier_score_with_the_earlier_time(room: QuickClass) -> None:
    room.configure(ZERO)
    room.hand_in("ada", at="2027-02-01 12:00 UTC")
    room.autograde()
    folder = room.hand_in("ada", at=LATE)
    (folder / "adding.ipynb").write_text("{")
    assert [learner for learner, _ in room.autograde().failed] == ["ada"]
    assert room.penalties("ada") == [None, None]


def test_a_time_is_read_as_it_is_meant(room: QuickClass) -> None:
    times: dict[str, tuple[str | bytes, str]] = {
        "offset": ("2027-02-01 18:30:00 +0100", "2027-02-01 17:30:00"),
        "summer": ("2027-07-01 18:30:00 CEST", "2027-07-01 16:30:00"),
        "bom": ("\ufeff2027-02-01 17:30 UTC\r\n", "2027-02-01 17:30:00"),
        "windows": ("2027-02-01 17:30 UTC".encode("utf-16"), "2027-02-01 17:30:00"),
    }
    for learner, (text, _) in times.items():
        room.hand_in(learner, at=text)
    assert room.autograde().failed == ()
    assert {learner: room.time(learner) for learner in times} == {learner: time for learner, (_, time) in times.items()}


def test_a_time_that_cannot_be_read_one_way_only_is_refused_by_file_and_value(room: QuickClass) -> None:
    texts: dict[str, str | bytes] = {
        "slashes": "01/02/2027 18:00",
        "prose": "sorry, my train was late",
        "empty": "",
        "twice": "2027-10-31 02:30 Europe/Berlin",
        "zone": "2027-02-01 18:00 CST",
        "binary": b"\x80\xff",
        "long": "2027-02-01 18:00 UTC" + "\n" * 300 + "and so on",
    }
    for learner, text in texts.items():
        room.hand_in(learner, at=text)
    room.hand_in("ben", at=LATE)
    outcome = room.autograde()
    assert outcome.graded == ("ben",)
    assert dict(outcome.failed).keys() == texts.keys()
    for learner, reason in outcome.failed:
        assert reason.startswith(f"submitted/{learner}/sums/timestamp.txt: ")
        assert "write e.g. 2027-02-01 18:00 +01:00" in reason
        assert "\n" not in reason
        assert set(room.scores()[learner].values()) == {None}
    for learner in ("slashes", "prose", "twice", "zone"):
        assert repr(texts[learner]) in dict(outcome.failed)[learner]


def test_a_link_or_a_pipe_in_the_place_of_a_time_is_not_read(room: QuickClass) -> None:
    folder = room.hand_in("ada")
    (folder / "timestamp.txt").symlink_to(room.root / "course.yml")
    reason = dict(room.autograde().failed)["ada"]
    assert "title" not in reason
    (folder / "timestamp.txt").unlink()
    os.mkfifo(folder / "timestamp.txt")
    assert dict(room.autograde().failed)["ada"]


def test_only_what_an_exchange_delivered_counts_where_the_course_says_so(room: QuickClass) -> None:
    room.configure(ZERO, "c.CourseDirectory.course_id = 'abc'", f"c.Exchange.root = {str(room.root / 'exchange')!r}")
    room.course("title:", "timestamps: exchange\ntitle:")
    early = "1999-01-01 12:00:00.000000 UTC"
    late = "2027-02-01 19:00:00.123456 UTC"
    for learner, at in (("ada", early), ("ben", late)):
        room.hand_in(learner, at=at)
    (room.root / "exchange" / "abc" / "inbound" / f"ben+sums+{late}+Zm9v").mkdir(parents=True)
    outcome = room.autograde()
    assert outcome.graded == ("ada", "ben")
    assert room.time("ada") is None
    assert room.penalties("ben") == [4, 2]
    (note,) = outcome.notices
    assert note.startswith("timestamp.txt of ada does not count: no exchange has delivered it")
    room.course("timestamps: exchange", "timestamps: file")
    assert room.autograde().unchanged == ("ada", "ben")
    assert room.time("ada") == "1999-01-01 12:00:00"


def test_nbgraders_own_command_reads_times_and_due_dates_alike(room: QuickClass) -> None:
    import classroom  # on the path since quick_class was imported
    import quick_judge

    path = room.root / "nbgrader_config.py"
    path.write_text(quick_judge.IN_CONFIG + path.read_text())
    room.configure(ZERO)
    room.hand_in("ada", at="2027-02-01 18:30:00 +0100")
    room.hand_in("ben", at="my watch stopped")
    room.hand_in("cleo", at="2027-02-01 18:30:00 +0100")
    room.course(DUE, "2027-02-01 18:20 +01:00")  # and no release
    done = classroom.run(room.root, classroom.NBGRADERS)
    assert done.returncode == 1
    assert "submitted/ben/sums/timestamp.txt: 'my watch stopped' is no date and time" in done.stderr
    assert (room.time("ada"), room.penalties("ada")) == ("2027-02-01 17:30:00", [4, 2])
    assert room.scores()["cleo"] == {"check_add": 4, "check_add-quiz": 2}
