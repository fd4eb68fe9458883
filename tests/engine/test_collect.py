"""Downloads as Moodle and Canvas name their files, and folders by learner, become submitted/ and nothing else."""

from __future__ import annotations

import contextlib
import io
import json
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import nbformat
import pytest
import tiny_course

from autograder.cli import main
from autograder.collect.archive import MOST_ENTRIES, opened
from autograder.collect.collect import Collected, collect
from autograder.collect.collected import FILE
from autograder.collect.staging import Stage
from autograder.course.load import load
from autograder.course.model import Course
from autograder.notebook import ordinary

ROSTER = """\
id,first_name,last_name,email,section,lms_user_id
ada,Ada,Lovelace,ada@d2l.ai,,
s4711,Ben,Müller-O'Neil,ben@d2l.ai,,
2,Eve,Second,,,
cleo,Cleo,Smith,cleo@d2l.ai,,501
clea,Cleo,Smith,clea@d2l.ai,,502
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    root = tmp_path / "course"
    root.mkdir()
    tiny_course.write(root)
    (root / "course.yml").write_text(
        tiny_course.COURSE
        + "  - id: products\n    exercises:\n      - {id: mul, notebook: multiplying, points: 1}\n"
        + "      - {id: lab, notebook: lab-1, points: 1}\n"
    )
    (root / "students.csv").write_text(ROSTER)
    return load(root / "course.yml", check_pieces=False)


def zipped(
    path: Path, files: Mapping[str, str | bytes], at: tuple[int, int, int, int, int, int] = (2027, 1, 31, 12, 0, 0)
) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, at), data)
    return path


def zip_bytes(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def submitted(course: Course) -> dict[str, str]:
    folder = course.root / "submitted"
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def done(course: Course, *archives: Path, **options: object) -> Collected:
    assignment = options.pop("assignment", None)
    chosen = None if assignment is None else course.assignment(str(assignment))
    return collect(course, archives, course.root / "submitted", assignment=chosen, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("end", ["_", ""], ids=["before 4.1", "since 4.1"])
def test_moodle_with_a_folder_for_each_learner(course: Course, tmp_path: Path, end: str) -> None:
    ada, ben = f"Ada Lovelace_12345_assignsubmission_file{end}", f"Ben Müller-ONeil_99_assignsubmission_file{end}"
    files = {
        f"{ada}/adding.ipynb": "ada's",
        f"{ada}/data/numbers.csv": "1,2",
        f"{ada}/.ipynb_checkpoints/adding-checkpoint.ipynb": "old",
        f"{ben}/my work/questions (1).ipynb": "ben's",
    }
    outcome = done(course, zipped(tmp_path / "moodle.zip", files))
    assert submitted(course) == {
        "ada/sums/adding.ipynb": "ada's",
        "ada/sums/data/numbers.csv": "1,2",
        "s4711/sums/questions.ipynb": "ben's",
    }
    assert outcome.outcomes == {"sums": {"ada": "new", "s4711": "new"}}
    assert (outcome.passed_over, outcome.remarks) == ([], [])
    records = [json.loads(line) for line in (course.root / FILE).read_text().splitlines() if line]
    assert [(r["learner"], r["moodle"]) for r in records] == [
        ("ada", "Ada Lovelace_12345"),
        ("s4711", "Ben Müller-ONeil_99"),
    ]


def test_a_notebook_with_nothing_to_grade_is_one_line(course: Course, tmp_path: Path) -> None:
    own = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    given = {"ada": nbformat.v4.new_notebook(), "cleo": own, "clea": tiny_course.solutions()["adding"]}
    files = {f"{who}/adding.ipynb": nbformat.writes(nb) for who, nb in given.items()}
    outcome = done(course, zipped(tmp_path / "class.zip", files))
    assert outcome.outcomes == {"sums": {"ada": "new", "clea": "new", "cleo": "new"}}
    assert outcome.remarks == [
        "ada: adding.ipynb is empty: it has no cell",
        "cleo: adding.ipynb has none of this course's checks, so it may be another notebook",
    ]


def test_moodle_without_folders_and_zipped_again(course: Course, tmp_path: Path) -> None:
    files = {
        "hand-in/Lovelace Ada_1_assignsubmission_file_adding.ipynb": "a",
        "hand-in/Lovelace Ada_1_assignsubmission_file_numbers.csv": "1",
        "hand-in/Lovelace Ada_1_assignsubmission_file_multiplying.ipynb": "m",
        "__MACOSX/hand-in/._x": "",
    }
    outcome = done(course, zipped(tmp_path / "moodle.zip", files))
    assert submitted(course) == {
        "ada/products/multiplying.ipynb": "m",
        "ada/products/numbers.csv": "1",  # beside every notebook that may read it
        "ada/sums/adding.ipynb": "a",
        "ada/sums/numbers.csv": "1",
    }
    assert outcome.passed_over == []


def test_canvas_with_late_marks_resubmissions_and_two_of_one_name(course: Course, tmp_path: Path) -> None:
    files = {
        "lovelaceada_LATE_77_901_adding-1.ipynb": "late",
        "smithcleo_501_902_adding.ipynb": "cleo",
        "smithcleo_502_903_adding-12.ipynb": "clea",
        "smithcleo_502_904_lab-1.ipynb": "its own name",
        "mülleroneilben_12_905_adding.ipynb": "old",
        "mülleroneilben_12_906_adding-1.ipynb": "new",
    }
    outcome = done(course, zipped(tmp_path / "canvas.zip", files))
    assert submitted(course) == {
        "ada/sums/adding.ipynb": "late",
        "cleo/sums/adding.ipynb": "cleo",
        "clea/sums/adding.ipynb": "clea",
        "clea/products/lab-1.ipynb": "its own name",
        "s4711/sums/adding.ipynb": "new",
    }
    assert outcome.passed_over == [
        "canvas.zip: s4711: adding.ipynb was left out: adding-1.ipynb is the adding.ipynb that counts"
    ]
    assert (outcome.late, outcome.remarks) == ({"sums": ["ada"]}, [])


def test_a_folder_or_zip_by_learner_and_a_learners_own_zip(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    (folder / "ada" / "sums").mkdir(parents=True)
    (folder / "ada" / "sums" / "adding.ipynb").write_text("a")
    (folder / "ada" / "sums" / "timestamp.txt").write_text("2020-01-01 00:00 UTC")
    (folder / "ben@d2l.ai").mkdir()
    own = zip_bytes({"sums/adding.ipynb": "b", "sums/inner.zip": zip_bytes({"questions.ipynb": "q", "../x": "x"})})
    (folder / "ben@d2l.ai" / "my work.zip").write_bytes(own)
    (folder / "Cleo Smith.zip").write_bytes(zip_bytes({"adding.ipynb": "c"}))
    outcome = done(course, folder)
    assert submitted(course) == {
        "ada/sums/adding.ipynb": "a",
        "s4711/sums/adding.ipynb": "b",
        "s4711/sums/questions.ipynb": "q",
    }
    assert outcome.passed_over == [
        "class: 1 file not collected: Cleo Smith may be any of cleo, clea in students.csv; put the files into a"
        " folder with the learner's id, and collect that",
        "class: s4711: my work/sums/inner/../x leads out of the archive",
    ]
    assert outcome.remarks == ["ada: sums/timestamp.txt was left out: it is the learner's word"]


def test_the_newest_attempt_counts_as_a_whole_whatever_the_order(course: Course, tmp_path: Path) -> None:
    name = "Ada Lovelace_1_assignsubmission_file_"
    old = zipped(tmp_path / "old.zip", {f"{name}/adding.ipynb": "1", f"{name}/questions.ipynb": "1"})
    new = zipped(tmp_path / "new.zip", {f"{name}/adding.ipynb": "2"}, (2027, 2, 1, 12, 0, 0))
    for archives in ([old, new], [new, old]):
        outcome = done(course, *archives)
        assert submitted(course) == {"ada/sums/adding.ipynb": "2"}
        assert outcome.passed_over == ["old.zip: ada: the newest attempt counts, in new.zip; it has no questions.ipynb"]
    assert outcome.outcomes["sums"] == {"ada": "unchanged"}
    assert done(course, old).outcomes["sums"] == {"ada": "kept"}
    assert submitted(course) == {"ada/sums/adding.ipynb": "2"}


def test_what_is_replaced_is_kept_and_what_was_collected_is_left_alone(course: Course, tmp_path: Path) -> None:
    by_hand = course.root / "submitted" / "ada" / "sums"
    by_hand.mkdir(parents=True)
    (by_hand / "adding.ipynb").write_text("by hand")
    (by_hand / "timestamp.txt").write_text("2027-01-01 10:00 UTC")
    archive = zipped(tmp_path / "class.zip", {"ada/adding.ipynb": "new"})
    assert done(course, archive).outcomes["sums"] == {"ada": "replaced"}
    kept = course.root / "submitted-earlier" / "ada" / "sums" / "1"
    assert {path.name: path.read_text() for path in kept.iterdir()} == {
        "adding.ipynb": "by hand",
        "timestamp.txt": "2027-01-01 10:00 UTC",
    }
    (by_hand / "timestamp.txt").write_text("2027-02-01 10:00 UTC")
    (by_hand / "adding.ipynb").write_text("corrected by the instructor")
    assert done(course, archive).outcomes["sums"] == {"ada": "unchanged"}
    assert submitted(course)["ada/sums/adding.ipynb"] == "corrected by the instructor"
    (course.root / FILE).write_text((course.root / FILE).read_text() + '{"half a li')  # a kill
    (by_hand.with_name(".sums.collecting")).mkdir()
    again = zipped(tmp_path / "again.zip", {"ada/adding.ipynb": "third"}, (2027, 3, 1, 0, 0, 0))
    assert done(course, again).outcomes["sums"] == {"ada": "replaced"}
    assert submitted(course) == {"ada/sums/adding.ipynb": "third"}
    part = zipped(tmp_path / "part.zip", {"ada/questions.ipynb": "fourth"}, (2027, 4, 1, 0, 0, 0))
    assert done(course, part).passed_over == [
        "part.zip: ada: this attempt counts now, and has no adding.ipynb; the earlier one had it"
    ]
    assert (kept.with_name("2") / "adding.ipynb").read_text() == "corrected by the instructor"


def test_copies_by_any_name_are_the_notebook_and_a_name_like_it_is_left_to_autograding(
    course: Course, tmp_path: Path
) -> None:
    for number, name in enumerate(
        [
            "adding (1)",
            "adding-1 (2)",
            "adding-Copy1",
            "adding copy 2",
            "adding - Copy (3)",
            "adding 2",
            "ADDING",
            "adding_1_",
        ]
    ):
        (tmp_path / "class" / "ada").mkdir(parents=True, exist_ok=True)
        path = tmp_path / "class" / "ada" / f"{name}.ipynb"
        path.write_text(str(number))
        outcome = done(course, tmp_path / "class")
        assert (submitted(course), outcome.passed_over) == ({"ada/sums/adding.ipynb": str(number)}, []), name
        path.unlink()
    (line,) = done(course, zipped(tmp_path / "b.zip", {"s4711/Adding_ben_final.ipynb": "likely"})).passed_over
    assert submitted(course)["s4711/sums/Adding_ben_final.ipynb"] == "likely"
    assert "Adding_ben_final.ipynb is no notebook of the course; it was put there all the same" in line


def test_of_a_whole_folder_only_what_was_worked_on_is_handed_in(course: Course, tmp_path: Path) -> None:
    handed_out: dict[str, str] = {}
    for assignment in course.assignments:
        assignment.release.mkdir(parents=True)
        for name in assignment.notebooks:
            graded = [tiny_course.graded_cell(part.id, part.points) for part in assignment.parts(name)]
            path = assignment.release / f"{name}.ipynb"
            nbformat.write(tiny_course.notebook(tiny_course.code("stub", "a"), *graded), path)
            handed_out[name] = path.read_text()
    worked_on = handed_out["adding"].replace("stub", "answer")
    files = {
        "ada/mine/00-start.ipynb": "{}",
        "ada/mine/autograder-progress.json": "{}",
        "ada/mine/01-sums/adding.ipynb": worked_on,
        "ada/mine/01-sums/questions.ipynb": handed_out["questions"],
        "ada/mine/01-sums/checks/add.py": "assert True",
        "ada/mine/02-products/lab-1.ipynb": handed_out["lab-1"],
        "ada/mine/02-products/multiplying.ipynb": handed_out["multiplying"],
        "ada/mine/autograder-earlier/adding.ipynb": "earlier",
        "s4711/01-sums/adding.ipynb": handed_out["adding"],  # nothing else: it is what was handed in
    }
    outcome = done(course, zipped(tmp_path / "class.zip", files))
    assert submitted(course) == {
        "ada/sums/adding.ipynb": worked_on,
        "ada/sums/questions.ipynb": handed_out["questions"],
        "s4711/sums/adding.ipynb": handed_out["adding"],
    }
    assert outcome.passed_over == []
    assert outcome.remarks == ["ada: products is as it was handed out, and was left out"]


def test_times_are_written_only_where_the_archive_has_them(course: Course, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "class.zip", {"ada/adding.ipynb": "a"}, (2027, 7, 1, 12, 0, 0))
    done(course, archive)
    assert "ada/sums/timestamp.txt" not in submitted(course)
    done(course, archive, zone=ZoneInfo("Europe/Berlin"))
    assert submitted(course)["ada/sums/timestamp.txt"] == "2027-07-01 10:00:00 UTC\n"
    late = zipped(tmp_path / "late.zip", {"smithcleo_LATE_502_9_adding.ipynb": "c"}, (2027, 7, 1, 12, 0, 0))
    assert done(course, late).late == {"sums": ["clea"]}
    assert not done(course, late, zone=ZoneInfo("Europe/Berlin")).late  # by how much is known
    twice = zipped(tmp_path / "twice.zip", {"cleo/adding.ipynb": "c"}, (2027, 10, 31, 2, 30, 0))
    (line,) = done(course, twice, zone=ZoneInfo("Europe/Berlin")).passed_over
    assert "the time of its files exists twice" in line
    assert "cleo/sums/adding.ipynb" not in submitted(course)


def test_with_an_assignment_named_everything_is_of_that_one(course: Course, tmp_path: Path) -> None:
    course.layout.course_file.write_text(tiny_course.COURSE.replace("notebook: questions", "notebook: adding"))
    (course.root / "course.yml").write_text(
        course.layout.course_file.read_text()
        + "  - id: more\n    exercises:\n      - {id: m, notebook: m, points: 1}\n"
    )
    small = load(course.root / "course.yml", check_pieces=False)
    archive = zipped(
        tmp_path / "class.zip",
        {
            "ada/homework.ipynb": "h",
            "ada/plot.png": "p",
            "cleo/m.ipynb": "m",
            "s4711/one.ipynb": "1",
            "s4711/two.ipynb": "2",
        },
    )
    outcome = done(small, archive, assignment="sums")
    assert submitted(small) == {
        "ada/sums/adding.ipynb": "h",
        "ada/sums/plot.png": "p",
        "s4711/sums/one.ipynb": "1",
        "s4711/sums/two.ipynb": "2",
    }
    assert outcome.remarks == ["ada: homework.ipynb is taken for adding.ipynb, the only notebook of sums"]
    assert outcome.passed_over == [
        "class.zip: cleo: m.ipynb is of more, which was not asked for",
        "class.zip: cleo: there is nothing of sums",
        "class.zip: s4711: one.ipynb is no notebook of the course; it was put there all the same",
        "class.zip: s4711: two.ipynb is no notebook of the course; it was put there all the same",
    ]


def test_what_is_nobodys_is_listed_and_nothing_is_guessed(course: Course, tmp_path: Path) -> None:
    files = {
        "Ada Smith_3_assignsubmission_file_/adding.ipynb": "x",  # not the learner with the id ada
        "Ada 2_2_assignsubmission_file_/adding.ipynb": "x",
        "Participant_4_assignsubmission_file_/adding.ipynb": "x",
        "Ada Lovelace_5_assignsubmission_onlinetext_/onlinetext.html": "x",
        "anon_x7f2q_906_adding.ipynb": "x",
        "smithcleo_503_907_adding.ipynb": "x",  # a third one, whose number is not in students.csv
        "adding.ipynb": "x",
        "Ada Lovelace_5_assignsubmission_file_/essay.pdf": "x",
    }
    outcome = done(course, zipped(tmp_path / "all.zip", files))
    assert submitted(course) == {}
    said = "\n".join(outcome.passed_over)
    for words in (
        "Ada Smith is nobody in students.csv",
        "Ada 2 is nobody in students.csv",
        "Participant_4_assignsubmission_file_/adding.ipynb is of an anonymous download",
        "was not handed in as a file, but as Moodle's onlinetext",
        "anon_x7f2q_906_adding.ipynb is of an anonymous download",
        "smithcleo is nobody in students.csv",
        "adding.ipynb lies beside the learners' folders",
        "ada: essay.pdf: its name does not tell the assignment",
    ):
        assert words in said
    assert len(outcome.passed_over) == len(files)


def test_an_attempt_with_nothing_in_it_takes_no_earlier_ones_place(course: Course, tmp_path: Path) -> None:
    old = zipped(tmp_path / "old.zip", {"ada/adding.ipynb": "1"})
    broken = zipped(tmp_path / "new.zip", {"ada/work.zip": "no archive"}, (2027, 2, 1, 12, 0, 0))
    for options in ({}, {"assignment": "sums"}):
        outcome = done(course, old, broken, **options)
        assert submitted(course) == {"ada/sums/adding.ipynb": "1"}
        assert "new.zip: ada: work.zip is no zip archive" in outcome.passed_over[0]


def test_what_lies_in_the_place_may_be_too_much_to_compare(course: Course, tmp_path: Path) -> None:
    place = course.root / "submitted" / "ada" / "sums"
    place.mkdir(parents=True)
    for number in range(ordinary.MOST_ENTRIES + 1):
        (place / str(number)).touch()
    outcome = done(course, zipped(tmp_path / "class.zip", {"ada/adding.ipynb": "1"}))
    assert outcome.outcomes["sums"] == {"ada": "replaced"}
    assert submitted(course) == {"ada/sums/adding.ipynb": "1"}


def test_two_people_of_one_name_are_never_one_learner(course: Course, tmp_path: Path) -> None:
    moodle = {
        "Ada Lovelace_1_assignsubmission_file_/adding.ipynb": "ada's",
        "Ada Lovelace_2_assignsubmission_file_/questions.ipynb": "who calls herself so",
    }
    folders = {"ada/adding.ipynb": "1", "Lovelace, Ada/adding.ipynb": "2", "s4711/adding.ipynb": "3"}
    outcome = done(course, zipped(tmp_path / "moodle.zip", moodle), zipped(tmp_path / "folders.zip", folders))
    assert submitted(course) == {"s4711/sums/adding.ipynb": "3"}
    first, second = outcome.passed_over
    assert "moodle.zip: ada: not collected: 2 are taken for this learner: Ada Lovelace 1, Ada Lovelace 2;" in first
    assert "folders.zip: ada: not collected: 2 are taken for this learner: ada, Lovelace, Ada;" in second


def test_names_as_long_as_a_zip_allows_take_no_time(course: Course, tmp_path: Path) -> None:
    names = ["1" * 60000, "_1" * 30000, " -" * 30000 + ".ipynb", "a_" + "9" * 50000 + "_9_x.ipynb"]
    files = {f"ada/{name}": "" for name in names} | dict.fromkeys(names, "")
    outcome = done(course, zipped(tmp_path / "long.zip", files))
    assert submitted(course) == {}
    assert len(outcome.passed_over) == len(files)
    assert max(map(len, outcome.passed_over)) < 500


def test_without_a_roster_a_folder_is_a_learner_and_a_platforms_name_is_none(course: Course, tmp_path: Path) -> None:
    (course.root / "students.csv").unlink()
    files = {
        "zoe/adding.ipynb": "z",
        "sums/adding.ipynb": "no learner",
        "Ada Lovelace_1_assignsubmission_file_/adding.ipynb": "a",
        "whole.zip": zip_bytes({"Ada Lovelace_1_assignsubmission_file_/adding.ipynb": "a"}),
    }
    outcome = done(course, zipped(tmp_path / "class.zip", files))
    assert submitted(course) == {"zoe/sums/adding.ipynb": "z"}
    said = "\n".join(outcome.passed_over)
    assert "sums is an assignment, where a learner is expected" in said
    assert "Ada Lovelace is how Moodle calls a learner; write students.csv" in said
    assert "whole: holds a download of a whole class" in said


def hostile(path: Path) -> Path:
    """One learner's zip with all that is not an ordinary file, in a class where ben's is sound."""
    mode = {"link": stat.S_IFLNK | 0o777, "pipe": stat.S_IFIFO | 0o644, "device": stat.S_IFCHR | 0o644}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("../../escaped", "/absolute", "a/../../up", "C:\\windows\\x", "..\\back", "new\nline", "n" * 300):
            archive.writestr(f"ada/{name}" if name[0] != "/" else name, "x")
        for name, kind in mode.items():
            info = zipfile.ZipInfo(f"ada/{name}")
            info.create_system, info.external_attr = 3, kind << 16
            archive.writestr(info, "/etc/passwd")
        archive.writestr("ada/bomb.csv", b"0" * (ordinary.MOST_BYTES + 1))
        archive.writestr("ada/adding.ipynb", "sound")
        archive.writestr("ada/adding.ipynb/below", "x")
        archive.writestr("ada/Grüße.txt", "u")
        archive.writestr("ada/own.zip", b"PK\3\4 no archive")
        archive.writestr("ada/many.zip", zip_bytes({f"{n}": "" for n in range(ordinary.MOST_ENTRIES + 1)}))
        archive.writestr("s4711/adding.ipynb", "ben's")
    return path


def test_only_ordinary_files_within_limits_come_out_of_an_archive(course: Course, tmp_path: Path) -> None:
    outcome = done(course, hostile(tmp_path / "class.zip"))
    assert submitted(course) == {
        "ada/sums/adding.ipynb": "sound",
        "ada/sums/Grüße.txt": "u",
        "s4711/sums/adding.ipynb": "ben's",
    }
    assert not list(tmp_path.rglob("escaped"))
    said = "\n".join(outcome.passed_over)
    for words in (
        "is a symbolic link",
        "is a named pipe",
        "is a device",
        "bomb.csv is too large (100 MB",
        "own.zip is no zip archive",
        "many.zip has more than",
        "characters in its name",
        "name that is too long",
        "adding.ipynb/below was left out: another file or folder has its name",
    ):
        assert words in said
    assert said.count("leads out of the archive") == 5
    assert all(line.isprintable() for line in outcome.passed_over)


def test_an_archive_that_is_none_or_endless_or_locked_costs_no_other(course: Course, tmp_path: Path) -> None:
    no_zip = tmp_path / "no.zip"
    no_zip.write_bytes(b"<html>please log in</html>")
    short = tmp_path / "short.zip"
    short.write_bytes(b"PK\5\6" + bytes(9))  # ends in the middle of what says where its list is
    many = zipped(tmp_path / "many.zip", {"ada/x": ""})
    data = bytearray(many.read_bytes())
    end = data.rindex(b"PK\5\6")
    data[end + 8 : end + 12] = (0xFFFF).to_bytes(2, "little") * 2
    data[end + 12 : end + 16] = (MOST_ENTRIES * 1000).to_bytes(4, "little")  # what it says of its list
    many.write_bytes(data)
    locked = bytearray(zipped(tmp_path / "locked.zip", {"cleo/adding.ipynb": "c"}).read_bytes())
    locked[6] |= 1
    locked[locked.rindex(b"PK\1\2") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    cut = zipped(tmp_path / "cut.zip", {"clea/adding.ipynb": "some text"})
    cut.write_bytes(cut.read_bytes().replace(b"some text", b"same text"))
    sound = zipped(tmp_path / "sound.zip", {"ada/adding.ipynb": "a"})
    outcome = done(course, no_zip, short, many, tmp_path / "locked.zip", cut, sound)
    assert submitted(course) == {"ada/sums/adding.ipynb": "a"}
    said = "\n".join(outcome.passed_over)
    for words in (
        "no.zip is no zip archive",
        "short.zip is no zip archive",
        "many.zip has more than",
        "cleo: adding.ipynb is encrypted",
        "clea: adding.ipynb cannot be unpacked (Bad CRC-32",
    ):
        assert words in said


def broken(method: int, at: int, name: str = "x.txt") -> bytes:
    """An archive whose one file has other bytes from `at` on."""
    data = bytearray(zip_bytes({name: bytes(range(256)) * 8}, method))
    start = 30 + len(name) + at
    data[start : start + 40] = bytes(byte ^ 0x5A for byte in data[start : start + 40])
    return bytes(data)


def many_files_that_hide_it(fields: bool) -> bytes:
    """A list of far too many files; what says how many is repeated, with a small number, where only a careless reader looks."""
    count = ordinary.MOST_ENTRIES * 60
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    size = count * len(entry)
    if fields:
        return entry * count + struct.pack("<4s2H4s2LH", b"PK\5\6", 0, 0, b"PK\5\6", size, 0, 0)
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, 0)
    locator = struct.pack("<4sL8sL", b"PK\6\7", 0, b"PK\6\6", 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 100)
    return entry * count + large + locator + end + bytes(100)


def nameless() -> bytes:
    """A file whose name has no letters."""
    data = bytearray(zip_bytes({"x": "text"}))
    for place in (26, data.index(b"PK\1\2") + 28):
        data[place : place + 4] = struct.pack("<2H", 0, 1)
    return bytes(data)


def sharing(count: int) -> bytes:
    """Many names for the bytes of one file."""
    data = zip_bytes({"x": bytes(100_000)})
    start, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    entry = data[start:end]
    return (
        data[:start]
        + entry * count
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entry) * count, start, 0)
    )


def test_an_archive_that_breaks_while_it_is_unpacked_costs_no_other(course: Course, tmp_path: Path) -> None:
    own = {
        "sound": zip_bytes({"x.txt": "text"}, zipfile.ZIP_BZIP2),
        "bz2": broken(zipfile.ZIP_BZIP2, 12),
        "lzma": broken(zipfile.ZIP_LZMA, 30),
        "options": broken(zipfile.ZIP_LZMA, 4),
        "fields": many_files_that_hide_it(fields=True),
        "large": many_files_that_hide_it(fields=False),
        "shared": sharing(50),
        "nameless": nameless(),
        "long": zip_bytes({"/".join(["n" * 250] * 19 + ["x"]): ""}),
        "deep": zip_bytes({"a/" * 15 + "inner.zip": zip_bytes({"a/" * 15 + "x": ""})}),
    }
    files = {f"ada/{name}.zip": data for name, data in own.items()}
    outcome = done(
        course, zipped(tmp_path / "class.zip", {**files, "s4711/adding.ipynb": "b", "ada/adding.ipynb": "a"})
    )
    assert submitted(course) == {"s4711/sums/adding.ipynb": "b", "ada/sums/adding.ipynb": "a"}
    said = "\n".join(outcome.passed_over)
    assert said.count("x.txt cannot be unpacked (it is packed by another method than deflate") == 4
    for words in (
        "nameless/ has no name",
        "fields.zip has more than",
        "large.zip has more than",
        "shared.zip has files that share their bytes",
    ):
        assert words in said
    assert said.count("has a name that is too long, or lies in too many folders") == 2


def test_what_cannot_be_unpacked_is_counted_as_well(tmp_path: Path) -> None:
    data = zip_bytes({str(number): bytes([number]) * 600 for number in range(4)})
    for number in range(4):
        data = data.replace(zlib.crc32(bytes([number]) * 600).to_bytes(4, "little"), b"wrng")
    (tmp_path / "own.zip").write_bytes(data)
    stage = Stage(tmp_path, bytes_left=1500)
    with opened(tmp_path / "own.zip") as members:
        for member in members:
            stage.add(member.parts, member)
    assert [why.split("(")[0] for _, why in stage.left_out] == ["cannot be unpacked "] * 2 + ["is too large "] * 2


def test_times_and_names_that_no_archive_has_cost_no_other(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    for name in ("ada", "s4711"):
        (folder / name).mkdir(parents=True)
        (folder / name / "adding.ipynb").write_text(name)
    (folder / "ada" / os.fsdecode(b"data\xff.txt")).write_text("x")
    (folder / "ada" / "red\x1b[31m.txt").write_text("x")
    with contextlib.suppress(OSError):  # not every disk takes a year before the first one
        os.utime(folder / "ada" / "adding.ipynb", (0, -70_000_000_000))
    outcome = done(course, folder)
    assert submitted(course) == {"ada/sums/adding.ipynb": "ada", "s4711/sums/adding.ipynb": "s4711"}
    assert ["has characters in its name" in line for line in outcome.passed_over] == [True, True]


def test_links_in_a_folder_and_in_submitted_are_not_followed(course: Course, tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "class"
    outside.mkdir()
    (outside / "adding.ipynb").write_text("another's")
    for name in ("ada", "cleo"):
        (folder / name).mkdir(parents=True)
        (folder / name / "adding.ipynb").write_text(name)
    (folder / "ada" / "questions.ipynb").symlink_to(outside / "adding.ipynb")
    os.mkfifo(folder / "ada" / "pipe")
    (folder / "clea").symlink_to(outside)
    (course.root / "submitted").mkdir()
    (course.root / "submitted" / "cleo").symlink_to(outside)
    outcome = done(course, folder)
    assert submitted(course) == {"ada/sums/adding.ipynb": "ada"}
    assert sorted(path.name for path in outside.iterdir()) == ["adding.ipynb"]
    said = "\n".join(outcome.passed_over)
    for words in ("questions.ipynb is a symbolic link", "pipe is a named pipe", "submitted/cleo is a symbolic link"):
        assert words in said
    assert "clea" in said


def test_the_command_says_what_it_did_and_who_is_missing(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = ["--course", str(course.layout.course_file), "collect"]
    archive = zipped(tmp_path / "class.zip", {"ada/adding.ipynb": "a"})
    assert main([*start, str(archive)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "sums: 1 new",
        "  handed in nothing so far: s4711, 2, cleo, clea",
        "  no times of handing in are known from a download, so nobody is late by it: see --times",
    ]
    stray = zipped(tmp_path / "stray.zip", {"dan/adding.ipynb": "\x1b[31m"})
    assert main([*start, str(stray)]) == 3
    assert "dan is nobody in students.csv" in capsys.readouterr().err
    assert main([*start, str(tmp_path / "none.zip")]) == 2
    with pytest.raises(SystemExit) as caught:
        main([*start, str(archive), "--times", "CET"])
    assert caught.value.code == 2
