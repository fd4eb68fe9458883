"""students.csv: read as spreadsheets and platforms write it, refused with each line that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
import quick_class
import tiny_course

from autograder.course.load import load
from autograder.course.model import Course, CourseError
from autograder.gradebook.roster import Learner, roster

ZOE = Learner("zoë", "Zoë", "O'Neil, jr.", "zoe@d2l.ai", "Monday", "4711")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    tiny_course.write(tmp_path)
    return load(tmp_path / "course.yml", check_pieces=False)


def refused(course: Course, data: bytes | str) -> list[str]:
    course.layout.roster.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(CourseError) as caught:
        roster(course)
    return str(caught.value).splitlines()


def test_without_the_file_there_is_no_roster(course: Course) -> None:
    assert roster(course) == ()


@pytest.mark.parametrize(
    "data",
    [
        'id,first_name,last_name,email,section,lms_user_id\nzoë,Zoë,"O\'Neil, jr.",zoe@d2l.ai,Monday,4711\n'.encode(),
        "\ufeffID;First name;Surname;Email address;group;Section;LMS_user_id\r\n"
        "zoë;Zoë;O'Neil, jr.;zoe@d2l.ai;blue;Monday;4711\r\n;;;;;;\r\n".encode(),
        "sep=;\r\nid;first_name;last_name;email;section;lms_user_id\r\n"
        'zoë; Zoë ;"O\'Neil, jr.";zoe@d2l.ai;Monday;4711'.encode(),
        "section\tid\temail\tlast_name\tfirst_name\tlms_user_id\n"
        "Monday\tzoë\tzoe@d2l.ai\tO'Neil, jr.\tZoë\t4711\n".encode("utf-16"),
    ],
    ids=["plain", "excel", "excel-sep", "utf-16"],
)
def test_one_learner_as_different_programs_write_her(course: Course, data: bytes) -> None:
    course.layout.roster.write_bytes(data)
    assert roster(course) == (ZOE,)
    assert roster(course)[0].name == "Zoë O'Neil, jr."


def test_an_id_alone_is_enough(course: Course) -> None:
    course.layout.roster.write_text("id\nada\n\nben\n")
    assert roster(course) == (Learner("ada"), Learner("ben"))


def test_every_line_that_cannot_be_used_is_named_at_once(course: Course) -> None:
    assert refused(
        course,
        "id,email,first_name\n"
        "ada,ada@d2l.ai,Ada\n"
        '"ben",,"a name\nof two lines"\n'  # the lines 3 and 4
        "ada,,\n"
        ",x@d2l.ai,\n"
        "eve,ADA@d2l.ai,\n"
        "../x,,\n"
        ".hidden,,\n"
        "Sums,,\n"
        "jose\u0301,,\n"
        f"{'i' * 200},,\n"
        "dan,,,,\n",
    ) == [
        "students.csv:3: first_name: has characters that cannot be seen",
        "students.csv:5: id: ada is that of line 2 already",
        "students.csv:6: id: is empty; every learner needs one",
        "students.csv:7: email: ADA@d2l.ai is that of line 2 already",
        "students.csv:8: id: ../x holds a slash, and names a folder; give the learner another id",
        "students.csv:9: id: .hidden begins with a dot, so nbgrader does not see it; give the learner another id",
        "students.csv:10: id: Sums is like the name of the assignment sums; give the learner another id",
        "students.csv:11: id: jose\u0301 has its accents as characters of their own (Unicode NFD), which the gradebook"
        " takes for another learner; give the learner another id",
        f"students.csv:12: id: {'i' * 200} has 200 characters; the gradebook takes 128; give the learner another id",
        "students.csv:13: has 5 values, but there are 3 columns",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "students.csv:1: id: is missing; the first line names the columns, such as id,first_name"),
        (b"id\n", "students.csv:1: names no learner"),
        (b"name,mail\nAda,ada@d2l.ai\n", "students.csv:1: id: is missing"),
        (b"id,email,Email address\nada,a@d2l.ai,b@d2l.ai\n", "students.csv:1: email: is the name of two columns"),
        ("id,first_name\nzoe,Zoë\n".encode("latin-1"), "students.csv:1: cannot be read: it is not in UTF-8"),
        (b'id,email\nada,a\nben,"b\n', "students.csv:3: is no line of a CSV file"),
        (b"sep=|\nid|email\n", "students.csv:1: cannot be read: its values are separated by '|'"),
    ],
)
def test_a_file_that_is_no_roster_is_one_line(course: Course, data: bytes, said: str) -> None:
    (line,) = refused(course, data)
    assert line.startswith(said)


def test_a_release_enters_the_learners_and_takes_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada", "finn"])
    room.autograde()
    before = room.scores()
    (room.root / "students.csv").write_text(
        "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@d2l.ai,7\nben,Ben,,,\n"
    )
    room.release()
    assert room.ask("select id, first_name, last_name, email, lms_user_id from student order by id") == [
        ("ada", "Ada", "Lovelace", "ada@d2l.ai", "7"),
        ("ben", "Ben", None, None, None),
        ("finn", None, None, None, None),
    ]
    assert room.scores() == before
