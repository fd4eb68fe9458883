"""Lateness follows course.yml, timestamp.txt and nbgrader_config.py as they are at each run."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest
import quick_class
from nbgrader.api import Gradebook
from quick_class import QuickClass

from autograder.cli import main
from autograder.course.extensions import extensions
from autograder.course.load import load
from autograder.course.model import CourseError
from autograder.gradebook import lateness
from autograder.gradebook.config import nbgrader_config
from autograder.gradebook.feedback import give_feedback
from autograder.gradebook.penalties import policy_of
from autograder.insights.book import book

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


POLICY = "late: {grace: 15 minutes, per_day: 10 %, at_most: 25 %, closed_after: 7 days}\ntitle:"


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
    questions = folder / "questions.ipynb"
    questions.write_text(questions.read_text().replace("right", "another"))
    for _ in range(2):
        ((learner, reason),) = room.autograde().failed
        assert learner == "ada"
        assert "which would be charged to the score that stands as well, so no part of it is graded" in reason
        assert room.penalties("ada") == [None, None]
    course = load(room.root / "course.yml")
    with warnings.catch_warnings(action="ignore"):  # nbgrader's own, about its use of SQLAlchemy
        give_feedback(course, course.assignment("sums"), students=["ada"])
    for notebook in ("adding", "questions"):  # neither waits to be graded
        page = (room.root / f"feedback/ada/sums/{notebook}.html").read_text()
        assert "The earlier score stands: what was handed in since could not be graded. adding.ipynb" in page
        assert "no part of it is graded" in page


def test_the_others_of_a_late_hand_in_are_graded_where_no_score_stands(room: QuickClass) -> None:
    room.configure(ZERO)
    folder = room.hand_in("ada", at=LATE)
    (folder / "adding.ipynb").write_text("{")
    (line,) = room.autograde().passed_over
    assert line.startswith("ada: one notebook was not graded: adding.ipynb")
    assert room.penalties("ada") == [0.0, 2.0]


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


def extend(room: QuickClass, *arguments: str) -> int:
    return main(["--course", str(room.root / "course.yml"), "extend", *arguments])


def sentence(room: QuickClass, learner: str) -> str | None:
    """What the learner reads."""
    assignment = load(room.root / "course.yml", check_pieces=False).assignment("sums")
    with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
        return lateness.sentence(assignment, lateness.of_class(gradebook, assignment, learner).get(learner))


def test_a_policy_finds_those_who_are_late_and_nobody_else(room: QuickClass) -> None:
    room.course("title:", POLICY)
    planted = {  # by learner: the time, the points off of adding and questions, and what the learner reads
        "early": ("2027-01-01 12:00 UTC", [None, None], None),
        "exact": ("2027-02-01 17:00:00 UTC", [None, None], None),
        "grace": ("2027-02-01 17:15:00 UTC", [None, None], "within the 15 minutes of grace: nothing is taken off."),
        "hour": (
            "2027-02-01 17:15:01 UTC",
            [0.4, 0.2],
            ": 10 % of the points reached are taken off, 0.6 points in all.",
        ),
        "day": (
            "2027-02-02 17:00:00 UTC",
            [0.4, 0.2],
            "Handed in 1 day after the due date, 2027-02-01 18:00 UTC+01:00: 10 %",
        ),
        "days": ("2027-02-02 18:30:00 UTC", [0.8, 0.4], "Handed in 1 day 1 hour after"),
        "most": ("2027-02-06 17:00:00 UTC", [1, 0.5], ": 25 % of the points reached are taken off, 1.5 points in all."),
        "closed": (
            "2027-02-08 17:00:01 UTC",
            [4, 2],
            "and after the assignment was closed: the points reached do not count.",
        ),
        "untimed": (None, [None, None], None),
    }
    for learner, (time, _, _) in planted.items():
        room.hand_in(learner, at=time)
    outcome = room.autograde()
    assert {learner: room.penalties(learner) for learner in planted} == {
        name: off for name, (_, off, _) in planted.items()
    }
    assert {line.split()[0] for line in outcome.late} == {"grace", "hour", "day", "days", "most", "closed"}
    assert "hour by 15 minutes (0.6 points off)" in outcome.late
    assert "grace by 15 minutes (within the grace, nothing off)" in outcome.late
    course = load(room.root / "course.yml", check_pieces=False)
    entries = book(course, "sqlite:///gradebook.db").entries["sums"]
    assert {name for name, entry in entries.items() if entry.late} == {line.split()[0] for line in outcome.late}
    assert {name for name, entry in entries.items() if entry.in_grace} == {"grace"}
    for learner, (_, _, words) in planted.items():
        assert (words or "") in (sentence(room, learner) or ""), learner
        assert (sentence(room, learner) is None) == (words is None), learner

    judged = room.judged()
    room.course("per_day: 10 %, at_most: 25 %", "per_day: 100 %")  # and nobody is graded again
    assert room.autograde().graded == ()
    assert (room.penalties("grace"), room.penalties("day")) == ([None, None], [4, 2])
    room.course("    due:", "    late: none\n    due:")
    room.autograde()
    assert room.penalties("closed") == [None, None]
    assert (sentence(room, "hour") or "").endswith("nothing taken off.")
    assert room.judged() == judged


def test_the_policy_of_course_yml_wins_over_nbgraders_plugin_and_says_so(room: QuickClass) -> None:
    room.configure(ZERO)
    room.hand_in("ada", at=LATE)
    room.course("title:", POLICY)
    (note,) = room.autograde().notices
    assert note.startswith("sums: `late:` in course.yml says what lateness takes off; LateSubmissionPlugin")
    assert room.penalties("ada") == [0.4, 0.2]
    room.course(POLICY, "title:")
    assert room.autograde().notices == ()
    assert room.penalties("ada") == [4, 2]


def test_an_extension_is_a_line_in_a_file_and_counts_without_grading_again(
    room: QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    room.course("title:", POLICY)
    for learner in ("ada", "ben"):
        room.hand_in(learner, at=LATE)
    room.autograde()
    assert room.penalties("ada") == [0.4, 0.2]
    assert extend(room, "ada", "sums", "--until", "2027-02-03 18:00 Europe/Berlin") == 0
    with (room.root / "extensions.yml").open("a") as file:
        file.write("# ben asked too late\n")
    outcome = room.autograde()
    assert outcome.unchanged == ("ada", "ben")
    assert outcome.notices == (
        "ada: the extension of sums is now until 2027-02-03 17:00 UTC, as in extensions.yml; the gradebook had none",
    )
    assert outcome.late == ("ben by 2 hours (0.6 points off)",)
    assert (room.penalties("ada"), room.penalties("ben")) == ([None, None], [0.4, 0.2])
    assert sentence(room, "ada") == "Handed in by your extended due date, 2027-02-03 18:00 UTC+01:00: not late."

    room.course(DUE, "2027-01-01 18:00 +01:00")  # an extension says until when, not by how much
    assert room.autograde().late == ("ben by 31 days 2 hours (6 points off)",)
    assert extend(room, "ada", "sums", "--until", "2027-02-01 19:30 +01:00") == 0
    room.autograde()
    assert room.penalties("ada") == [0.4, 0.2]
    assert "after your extended due date, 2027-02-01 19:30 UTC+01:00: 10 %" in (sentence(room, "ada") or "")
    assert extend(room, "ada", "sums", "--remove") == 0
    assert (
        room.autograde()
        .notices[0]
        .endswith("is now none, as in extensions.yml; the gradebook had until 2027-02-01 18:30 UTC")
    )
    assert room.penalties("ada") == [4, 2]
    assert (room.root / "extensions.yml").read_text().splitlines()[1:] == ["# ben asked too late"]
    assert extend(room, "ada", "sums", "--remove") == 2
    assert "ada has no extension of sums" in capsys.readouterr().err


def test_pages_whose_lateness_is_another_by_now_are_named(room: QuickClass) -> None:
    def behind() -> list[str]:
        course = load(room.root / "course.yml", check_pieces=False)
        assignment, graded = course.assignment("sums"), (Path("adding.ipynb"), Path("questions.ipynb"))
        policy, class_ = policy_of(assignment, nbgrader_config(course)), dict.fromkeys(("ada", "ben", "cleo"), graded)
        with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
            return sorted(lateness.behind(gradebook, course, assignment, policy, class_))

    room.course("title:", POLICY)
    for learner in ("ada", "ben"):
        room.hand_in(learner, at=LATE)
    room.hand_in("cleo", at="2027-01-01 12:00 UTC")
    room.autograde()
    assert behind() == []
    changes = {
        "an extension": (lambda: extend(room, "ada", "sums", "--until", "2027-02-03 18:00 UTC"), ["ada"]),
        "the policy": (lambda: room.course("per_day: 10 %", "per_day: 20 %"), ["ben"]),
        "a score": (lambda: room.ask("update grade set manual_score = 1 where auto_score = 4"), ["ben"]),
        "the due date": (lambda: room.course(DUE, "2026-12-31 18:00 +01:00"), ["ben", "cleo"]),
        "no policy": (lambda: room.course("    due:", "    late: none\n    due:"), ["ben", "cleo"]),
    }
    for what, (change, names) in changes.items():
        change()
        assert behind() == names, what
        if what == "an extension":
            course = load(room.root / "course.yml", check_pieces=False)
            ((learner, why),) = give_feedback(course, course.assignment("sums"), students=["ada"]).outdated
            assert (learner, why[:31]) == ("ada", "what its lateness takes off has")
        room.autograde()
        assert behind() == [], what


def test_an_extension_that_is_there_before_the_submission_counts_for_it(room: QuickClass) -> None:
    room.course("title:", POLICY)
    assert extend(room, "ada", "sums", "--until", "2027-02-03 18:00 Europe/Berlin") == 0
    room.hand_in("ada", at=LATE)
    room.hand_in("adda", at=LATE)
    assert room.autograde().late == ("adda by 2 hours (0.6 points off)",)


def test_extensions_that_only_the_gradebook_has_are_taken_over_by_the_first_line(
    room: QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    for learner in ("ada", "ben"):
        room.hand_in(learner, at=LATE)
    room.autograde()
    room.ask("update submitted_assignment set extension = '1970-01-04 00:00:00.000000' where student_id = 'ada'")
    assert extend(room, "ben", "sums", "--until", "2027-02-03 18:00 Europe/Berlin") == 0
    assert "from the gradebook: ada, sums, until 2027-02-04 17:00 UTC" in capsys.readouterr().out
    (note,) = room.autograde().notices
    assert note.startswith("ben: the extension of sums is now until 2027-02-03 17:00 UTC")


def test_an_extension_that_cannot_be_meant_is_refused_in_one_line(
    room: QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    (room.root / "students.csv").write_text("id\nada\nben\n")
    refused = {
        ("ada", "sums", "--until", "2027-10-31 02:30 Europe/Berlin"): "exists twice",
        ("ada", "sums", "--until", "01/02/2027 18:00"): "must be a date, a time and a time zone",
        (
            "ada",
            "sums",
            "--until",
            "2027-02-01 18:00 +01:00",
        ): "is no later than the due date of sums, 2027-02-01 18:00",
        ("adda", "sums", "--until", "2027-02-03 18:00 UTC"): "students.csv has no learner adda; did you mean ada?",
        (" ", "sums", "--until", "2027-02-03 18:00 UTC"): "begins or ends with a space",
        ("ada", "sum", "--until", "2027-02-03 18:00 UTC"): "there is no assignment 'sum'",
    }
    for arguments, words in refused.items():
        assert extend(room, *arguments) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert words in line
    assert not (room.root / "extensions.yml").exists()
    room.course(f"    due: {DUE}\n", "")
    assert extend(room, "ada", "sums", "--until", "2027-02-03 18:00 UTC") == 2
    assert "has no due date" in capsys.readouterr().err


def test_a_slip_in_extensions_yml_is_named_with_its_line(room: QuickClass) -> None:
    room.hand_in("ada", at=LATE)
    path = room.root / "extensions.yml"
    path.write_text("# a line for each\n- {learner: adda, assignment: sums, until: 2027-02-03 18:00 UTC}\n")
    assert room.autograde().notices == ("extensions.yml:2: nobody is called adda so far; did you mean ada?",)
    path.write_text("- {learner: ada, assignment: sum, until: 2027-10-31 02:30 Europe/Berlin}\n- ben\n")
    with pytest.raises(CourseError) as caught:
        room.autograde()
    assert [problem.line for problem in caught.value.problems] == [1, 2]
    assert main(["--course", str(room.root / "course.yml"), "release"]) == 2


def test_lines_that_somebody_wrote_stay_as_they_are(room: QuickClass) -> None:
    path = room.root / "extensions.yml"
    path.write_text(
        "# 2027\n"
        "- {learner: ada, assignment: sums, until: 2027-02-03 18:00 UTC}  # ill } # certificate\n"
        '- {learner: "0042", assignment: sums, until: 2027-02-03 18:00 UTC}\n'
    )
    for learner in ("ada", "a} # b", "4711", "no"):
        assert extend(room, learner, "sums", "--until", "2027-02-04 18:00 UTC") == 0
    text = path.read_text()
    assert text.splitlines()[:3] == [
        "# 2027",
        "- {learner: ada, assignment: sums, until: 2027-02-04 18:00 UTC}  # ill } # certificate",
        '- {learner: "0042", assignment: sums, until: 2027-02-03 18:00 UTC}',
    ]
    course = load(room.root / "course.yml", check_pieces=False)
    assert [one.learner for one in extensions(course) or ()] == ["ada", "0042", "a} # b", "4711", "no"]
    path.write_text("- learner: ada\n  assignment: sums\n  until: 2027-02-03 18:00 UTC\n")
    assert extend(room, "ben", "sums", "--until", "2027-02-04 18:00 UTC") == 2
    assert path.read_text().startswith("- learner: ada\n")
