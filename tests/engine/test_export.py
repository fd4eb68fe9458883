"""Scores and pages as Canvas, Moodle and spreadsheets read them: nothing for what was not handed in, nobody's for another."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pytest
import quick_class

from autograder.cli import main
from autograder.gradebook.export import write

ROSTER = """\
id,first_name,last_name,email,section,lms_user_id
ada,Ada,"Lovelace, Countess",ada@d2l.ai,Monday,501
cleo,Zoë,Müller,zoe@d2l.ai,,
dan,Dan,Smith,,,
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ada has 6 of 6 points; ben, who is in no list, 3 of 6; dan has handed in one of two notebooks; cleo nothing."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = quick_class.make(tmp_path_factory.mktemp("export") / "course", monkeypatch, ["ada"])
        made.hand_in("ben", "wrong")
        (made.hand_in("dan") / "questions.ipynb").unlink()
        (made.root / "students.csv").write_text(ROSTER)
        made.release()
        made.autograde()
    return made.root


@pytest.fixture
def room(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> quick_class.QuickClass:
    root = shutil.copytree(graded, tmp_path / "course")
    monkeypatch.chdir(root)
    return quick_class.QuickClass(root, quick_class.Instant(root))


def exported(form: str, *options: str, status: int = 0) -> list[list[str]]:
    assert main(["export", "--format", form, *options]) == status
    with Path(f"grades-{form}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_canvas_gets_its_columns_and_the_row_of_points(room: quick_class.QuickClass) -> None:
    assert exported("canvas") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "sums"],
        ["    Points Possible", "", "", "", "", "6.00"],
        ["Lovelace, Countess, Ada", "501", "ada", "ada", "Monday", "6.00"],
        ["Müller, Zoë", "", "cleo", "cleo", "", ""],
        ["Smith, Dan", "", "dan", "dan", "", "4.00"],
        ["ben", "", "ben", "ben", "", "3.00"],
    ]


def test_a_penalty_that_is_another_by_now_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = quick_class.make(tmp_path / "course", monkeypatch, ["ada"])
    made.course("title:", "late: {per_day: 50 %}\ntitle:")
    made.hand_in("ben", at="2027-02-01 19:00:00 UTC")
    made.autograde()
    monkeypatch.chdir(made.root)
    assert exported("csv")[2][7:10] == ["6.0", "3.0", "3.0"]
    capsys.readouterr()
    made.course("50 %", "20 %")
    assert exported("csv", status=3)[2][9] == "3.0"
    assert capsys.readouterr().err.splitlines() == [
        "ben: what lateness takes off in sums has changed since it was entered; run `autograder autograde sums`, then this again"
    ]
    made.autograde()
    assert exported("csv")[2][9] == "4.8"


def test_moodle_gets_a_row_for_each_learner_and_blanks_for_what_was_not_handed_in(
    room: quick_class.QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported("moodle", "sums", "--exercises") == [
        ["First name", "Last name", "ID number", "Email address", "sums: add", "sums: add-quiz"],
        ["Ada", "Lovelace, Countess", "ada", "ada@d2l.ai", "4.00", "2.00"],
        ["Zoë", "Müller", "cleo", "zoe@d2l.ai", "", ""],
        ["Dan", "Smith", "dan", "", "4.00", ""],
        ["", "", "ben", "", "2.00", "1.00"],
    ]
    assert "not in students.csv, but in the gradebook with a score: ben" in capsys.readouterr().err


def test_a_spreadsheet_gets_a_row_for_each_learner_and_assignment_or_exercise(room: quick_class.QuickClass) -> None:
    header, *rows = exported("csv")
    assert header[-3:] == ["score", "max_score", "section"]
    assert [dict(zip(header, row, strict=True))["score"] for row in rows] == ["6.0", "", "4.0", "3.0"]
    header, *rows = exported("csv", "--exercises")
    table = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["student_id"], row["exercise"], row["score"], row["max_score"]) for row in table] == [
        ("ada", "add", "4.0", "4.0"),
        ("cleo", "add", "", "4.0"),
        ("dan", "add", "4.0", "4.0"),
        ("ben", "add", "2.0", "4.0"),
        ("ada", "add-quiz", "2.0", "2.0"),
        ("cleo", "add-quiz", "", "2.0"),
        ("dan", "add-quiz", "", "2.0"),
        ("ben", "add-quiz", "1.0", "2.0"),
    ]


def test_penalties_grades_by_hand_and_what_waits_for_them(
    room: quick_class.QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    room.ask("update submitted_notebook set late_submission_penalty = 2.505")
    room.ask("update grade set manual_score = 3.333, extra_credit = 0.5 where auto_score = 4")
    room.ask("update grade set needs_manual_grade = 1 where auto_score = 2")
    room.hand_in("cleo")  # and not graded
    (_, _, *rows) = exported("canvas", status=3)
    assert [row[-1] for row in rows] == ["0.82", "", "0.00", "0.00"]
    said = capsys.readouterr().err
    assert "cleo: sums was handed in, but has no score: `autograder autograde sums` grades it, or says why not" in said
    assert "earlier grading" not in said
    assert "sums: cells wait for a grade by hand, which is missing in the points of ada" in said
    assert [row[-2:] for row in exported("canvas", "--exercises", status=3)][2] == ["3.83", "2.00"]
    assert "penalties for lateness are no exercise's, and missing here: ada" in capsys.readouterr().err


def test_a_score_that_is_older_than_the_submission_is_named(
    room: quick_class.QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    room.hand_in("ada")  # the same files again
    room.hand_in("ben", "right")
    assert [row[-1] for row in exported("canvas", status=3)[2:]] == ["6.00", "", "4.00", "3.00"]
    lines = [line for line in capsys.readouterr().err.splitlines() if "earlier grading" in line]
    assert [line.split(":")[0] for line in lines] == ["ben"]
    assert "adding.ipynb in submitted/ is not the one that was graded" in lines[0]


def test_no_name_is_a_formula_and_a_key_that_looks_like_one_is_named(
    room: quick_class.QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    (room.root / "students.csv").write_text('id,first_name,last_name,email\nada,=1+1,"@x",-a@d2l.ai\n')
    assert exported("moodle")[1] == ["'=1+1", "'@x", "ada", "'-a@d2l.ai", "6.00"]
    assert "will not be recognised: ada" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    ["=1+1", "eve;=1+1", 'eve;"=1+1', 'eve; ""@x', "eve\t-1", "eve|＝1+1", "eve\n+1", "a,b;=1", "'a';=1", '";=1";"=2'],
)
def test_no_name_is_a_formula_whatever_a_spreadsheet_separates_by(tmp_path: Path, name: str) -> None:
    path = tmp_path / "grades.csv"
    write(path, [["sums", name, 6.0], [name, "a, b", name]])
    for separator in ",;\t|":
        cells = [
            cell for row in csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=separator) for cell in row
        ]
        assert not [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@＝＋－＠"))]
    assert "6.0" in path.read_text("utf-8-sig")


def test_moodles_limit_of_points_is_named(room: quick_class.QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    room.ask("update grade_cells set max_score = 120")
    exported("moodle")
    assert "sums has 240 points; Moodle imports up to 100" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--output", "students.csv"], "students.csv is a file of the course"),
        (["--output", "no/such/folder.csv"], "no/such/folder.csv cannot be written"),
        (["no-such"], "there is no assignment 'no-such'"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    room: quick_class.QuickClass, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["export", "--format", "csv", *options]) == 2
    assert said in capsys.readouterr().err
    assert (room.root / "students.csv").read_text() == ROSTER


def test_without_a_gradebook_none_is_made(room: quick_class.QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    (room.root / "gradebook.db").unlink()
    assert main(["export", "--format", "csv"]) == 2
    assert "there is no gradebook" in capsys.readouterr().err
    assert not (room.root / "gradebook.db").exists()


def test_before_anything_is_graded_no_file_looks_like_grades(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = quick_class.make(tmp_path / "course", monkeypatch, [f"learner-{number:02}" for number in range(15)])
    monkeypatch.chdir(made.root)
    for form in ("csv", "canvas"):
        assert main(["export", "--format", form, "sums"]) == 3
        assert capsys.readouterr().err == (
            "autograder: nothing of sums is graded, so no file was written; run `autograder autograde sums`\n"
        )
        assert not Path(f"grades-{form}.csv").exists()
    made.autograde(students=["learner-03"])
    capsys.readouterr()
    assert [row[9] for row in exported("csv", status=3)[1:]] == ["6.0"]
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("14 learners: sums was handed in, but has no score: `autograder autograde sums` grades it")


def taken_by_moodle(name: str, participants: dict[int, str]) -> tuple[str, str] | None:
    """Whose feedback file of what name Moodle makes of a file in an archive (mod/assign/feedback/file/importziplib.php)."""
    parts = name.split("/")
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) >= 4 and info[1].isdigit() and int(info[1]) in participants:
            assert info[2:4] == ["assignsubmission", "file"]
            rest = [*info[4:], *parts]
            return participants[int(info[1])], "/".join(rest).lstrip("/")
    return None


def test_moodle_gives_each_page_to_the_learner_whose_it_is(
    room: quick_class.QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile("moodle.zip", "w") as download:
        for folder, learner in (("Lovelace, Countess Ada_77", "ada"), ("Dan Smith_9", "dan")):
            for path in sorted((room.root / "submitted" / learner / "sums").glob("*.ipynb")):
                download.write(path, f"{folder}_assignsubmission_file/{path.name}")
    assert main(["collect", "moodle.zip"]) == 0
    assert "sums: 2 unchanged" in capsys.readouterr().out
    assert main(["feedback", "sums", "--zip", "moodle"]) == 3
    said = capsys.readouterr()
    assert "not in the archive for Moodle: ben: no participant's number is known; `autograder collect`" in said.err
    assert said.out.splitlines()[-1] == str(room.root / "feedback" / "sums-moodle.zip")
    with zipfile.ZipFile(room.root / "feedback" / "sums-moodle.zip") as archive:
        taken = {
            taken_by_moodle(name, {77: "ada", 9: "dan", 1: "eve"}): archive.read(name) for name in archive.namelist()
        }
    assert set(taken) == {("ada", "adding.html"), ("ada", "questions.html"), ("dan", "adding.html")}
    for (learner, page), data in taken.items():  # type: ignore[misc]
        assert data == (room.root / "feedback" / learner / "sums" / page).read_bytes()
    assert main(["feedback", "sums", "--zip", "moodle", "--student", "ben"]) == 3
    assert not (room.root / "feedback" / "sums-moodle.zip").exists()
    shutil.copytree(room.root / "submitted" / "ben" / "sums", "class/ben")
    (room.root / "students.csv").write_text(f"{ROSTER}ben,,,,,\n")
    assert main(["collect", "class", "--assignment", "sums"]) == 0
    capsys.readouterr()
    assert main(["feedback", "sums", "--zip", "moodle"]) == 0  # his download is not Moodle's, so nothing is missing
    assert "as `collect` has them from class: 1 learner" in capsys.readouterr().out
    assert main(["feedback", "sums", "--zip", "moodle", "--student", "ben"]) == 3
    assert "nobody in sums comes from a download of Moodle's" in capsys.readouterr().err
