"""Moodle's grading worksheet says when something was handed in; what it does not say one way only is refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tiny_course

from autograder.cli import main
from autograder.collect.worksheet import WorksheetError, times

BERLIN = ZoneInfo("Europe/Berlin")
HEADER = '"Identifier","Full name","Email address",Status,Grade,"Last modified (submission)","Last modified (grade)"'


def sheet(tmp_path: Path, *rows: tuple[str, str]) -> Path:
    path = tmp_path / "worksheet.csv"
    lines = [f'"{who}","Ada Lovelace",ada@d2l.ai,"Submitted for grading",,"{when}",-' for who, when in rows]
    path.write_text("\ufeff" + "\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "Monday, 1 February 2027, 6:05 PM",
        "Monday, 1 February 2027, 6:05\u202fPM",
        "1 February 2027, 18:05",
        "2027-02-01 18:05:00",
        "2027-02-01T17:05:00Z",
        "2027-02-01T18:05:00+01:00",
    ],
)
def test_moodles_dates_and_iso_are_read_by_the_clocks_that_are_named(tmp_path: Path, text: str) -> None:
    found = times(sheet(tmp_path, ("Participant 12345", text), ("Participant 99", "-")), BERLIN)
    assert found == {"12345": dt.datetime(2027, 2, 1, 17, 5, tzinfo=dt.UTC), "99": None}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("01/02/2027, 18:05", "no date and time that can be read one way only"),
        ("Tuesday, 1 February 2027, 6:05 PM", "that date is a Monday"),
        ("Montag, 1. Februar 2027, 18:05", "names no "),
        ("1 February 2027", "no date and time that can be read one way only"),
        ("Sunday, 31 October 2027, 2:30 AM", "exists twice"),
        ("30 February 2027, 6:05 PM", "is no date and time"),
    ],
)
def test_each_other_value_is_refused_by_file_line_and_value(tmp_path: Path, text: str, why: str) -> None:
    path = sheet(tmp_path, ("Participant 1", "-"), ("Participant 2", text))
    with pytest.raises(WorksheetError, match=f"^worksheet.csv, line 3: {re.escape(repr(text))} .*{why}") as caught:
        times(path, BERLIN)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_worksheet_is_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("Participant 1", "1 February 2027, 18:05"), ("Ada", "-"), ("Participant 1", "-"))
    with pytest.raises(WorksheetError, match=r"line 3: 'Ada' names no participant's number\n.*line 4: .*another time"):
        times(path, BERLIN)
    with pytest.raises(WorksheetError, match="has no time zone; add whose clocks"):
        times(path, None)
    path.write_text("ID,Zuletzt geändert (Abgabe)\n")
    with pytest.raises(WorksheetError, match=r"no column 'Identifier'.* in English"):
        times(path, BERLIN)
    path.write_bytes(b"\xe9,\n")
    with pytest.raises(WorksheetError, match="not in UTF-8"):
        times(path, BERLIN)
    with pytest.raises(WorksheetError, match=r"^none.csv cannot be read: No such file"):
        times(tmp_path / "none.csv", BERLIN)


def test_collect_writes_the_worksheets_times(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "course"
    root.mkdir()
    tiny_course.write(root)
    (root / "students.csv").write_text("id,first_name,last_name\nada,Ada,Lovelace\nben,Ben,Miller\n")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for owner in ("Ada Lovelace_12345", "Ben Miller_99"):
            made.writestr(f"{owner}_assignsubmission_file/adding.ipynb", owner)
    (tmp_path / "moodle.zip").write_bytes(archive.getvalue())
    path = sheet(tmp_path, ("Participant 12345", "Monday, 1 February 2027, 6:05 PM"), ("Participant 99", "-"))
    command = ["--course", str(root / "course.yml"), "collect", str(tmp_path / "moodle.zip"), "--times", str(path)]
    assert main(command) == 2
    assert "has no time zone; add whose clocks" in capsys.readouterr().err
    assert not (root / "submitted").exists()
    assert main([*command, "--times", "Europe/Berlin"]) == 3
    assert "the worksheet has no time of handing in of ben, so none is known" in capsys.readouterr().err
    assert (root / "submitted/ada/sums/timestamp.txt").read_text() == "2027-02-01 17:05:00 UTC\n"
    assert (root / "submitted/ben/sums/adding.ipynb").read_text() == "Ben Miller_99"
    assert not (root / "submitted/ben/sums/timestamp.txt").exists()
    with zipfile.ZipFile(tmp_path / "canvas.zip", "w") as canvas:  # a class may hand in on both platforms
        canvas.writestr("millerben_LATE_7_8_adding.ipynb", "ben's")
    path = sheet(tmp_path, ("Participant 12345", "Monday, 1 February 2027, 6:05 PM"))
    both = [*command[:3], str(tmp_path / "canvas.zip"), "--times", str(path), "--times", "Europe/Berlin"]
    assert main(both) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "of 1 learner from Canvas no time of handing in is known: the worksheet is Moodle's" in said.out
    assert "Canvas calls LATE, and does not say by how much: ben" in said.out
    assert main([*command, "--times", "Europe/Berlin", "--times", "UTC"]) == 2
    assert "two time zones" in capsys.readouterr().err
