"""Folders and downloads of odd makes cost nobody but their learner anything."""

from __future__ import annotations

import ctypes
import os
import shutil
import time
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import classroom
import pytest
import quick_class
import tiny_course
from nbgrader.api import Gradebook

from autograder.collect import collect as collecting
from autograder.collect.collect import collect
from autograder.course.load import load
from autograder.course.model import Course
from autograder.gradebook.export import export
from autograder.gradebook.feedback import give_feedback
from autograder.gradebook.release import release
from autograder.handin import folder as handin

AT = "2026-11-01 12:00:00 UTC"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny class before anybody has handed in anything."""
    root = tmp_path_factory.mktemp("rest") / "before"
    root.mkdir()
    tiny_course.write(root)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        release(load(root / "course.yml"), ["sums"])
    config = root / "nbgrader_config.py"
    config.write_text(f"{classroom.quick_judge.IN_CONFIG}{config.read_text()}")
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """Ada, eve and zoe have handed in right answers: eve is hostile, and comes between the two."""
    root = Path(shutil.copytree(released, tmp_path / "class"))
    for learner in ("ada", "eve", "zoe"):
        classroom.hand_in(root, learner, "right", AT)
    return root


@pytest.fixture
def course(tmp_path: Path) -> Course:
    root = tmp_path / "course"
    root.mkdir()
    tiny_course.write(root)
    return load(root / "course.yml", check_pieces=False)


@pytest.mark.parametrize("form", ["folder", "zip", "zip within"])
def test_a_folder_where_the_time_of_handing_in_belongs_costs_its_learner_alone(
    course: Course, tmp_path: Path, form: str
) -> None:
    """timestamp.txt is written beside what was collected, where a learner has put a folder of that name."""
    files = {
        "ada/adding.ipynb": "a",
        "eve/adding.ipynb": "e",
        "eve/timestamp.txt/x.txt": "x",
        "zoe/adding.ipynb": "z",
    }
    archive = tmp_path / "class.zip"
    if form == "folder":
        archive = tmp_path / "class"
        for name, text in files.items():
            (archive / name).parent.mkdir(parents=True, exist_ok=True)
            (archive / name).write_text(text)
    else:
        if form == "zip within":
            inner = tmp_path / "inner.zip"
            with zipfile.ZipFile(inner, "w") as made:
                made.writestr("adding.ipynb", files.pop("eve/adding.ipynb"))
                made.writestr("timestamp.txt/x.txt", files.pop("eve/timestamp.txt/x.txt"))
        with zipfile.ZipFile(archive, "w") as made:
            for name, text in files.items():
                made.writestr(zipfile.ZipInfo(name, (2027, 1, 31, 12, 0, 0)), text)
            if form == "zip within":
                made.writestr(zipfile.ZipInfo("eve/mine.zip", (2027, 1, 31, 12, 0, 0)), inner.read_bytes())
    submitted = course.root / "submitted"
    collect(course, [archive], submitted, zone=ZoneInfo("Europe/Berlin"))
    for learner, text in (("ada", "a"), ("zoe", "z")):
        assert (submitted / learner / "sums" / "adding.ipynb").read_text() == text
        assert (submitted / learner / "sums" / "timestamp.txt").is_file()


def test_what_lies_in_submitted_where_the_time_belongs_costs_its_learner_alone(course: Course, tmp_path: Path) -> None:
    """The same download again, where a folder has come into the place of the file meanwhile: learners may write there."""
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for learner in ("ada", "eve", "zoe"):
            made.writestr(zipfile.ZipInfo(f"{learner}/adding.ipynb", (2027, 1, 31, 12, 0, 0)), learner)
    submitted, zone = course.root / "submitted", ZoneInfo("Europe/Berlin")
    collect(course, [archive], submitted, zone=zone)
    place = submitted / "eve" / "sums" / "timestamp.txt"
    place.unlink()
    (place / "x").mkdir(parents=True)
    (submitted / "zoe" / "sums" / "timestamp.txt").unlink()
    collect(course, [archive], submitted, zone=zone)
    assert (submitted / "zoe" / "sums" / "timestamp.txt").is_file()


def test_what_is_collected_is_written_through_no_link(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where files are put together before they get their place, where the time is written, and on the way to both."""
    submitted, zone, keys = course.root / "submitted", ZoneInfo("Europe/Berlin"), course.root / "keys"

    def collected(name: str, year: int) -> list[str]:
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as made:
            for learner in ("ada", "eve") if name == "first" else ("eve",):
                made.writestr(zipfile.ZipInfo(f"{learner}/adding.ipynb", (year, 1, 31, 12, 0, 0)), f"{learner} {name}")
        return collect(course, [tmp_path / f"{name}.zip"], submitted, zone=zone).passed_over

    assert collected("first", 2027) == []
    keys.write_text("secret")
    (submitted / "eve/.sums.collecting").symlink_to("../ada/sums")
    assert collected("second", 2028) == []
    (submitted / "eve/sums/.timestamp.txt").symlink_to(keys)
    assert collected("second", 2028) == []
    assert (submitted / "eve/sums/adding.ipynb").read_text() == "eve second"

    look = collecting._in_the_way

    def swapped(folder: Path) -> str | None:
        """Right after it was looked at, eve's folder is exchanged for a link to ada's."""
        problem = look(folder)
        if folder.name == "sums":
            (submitted / "eve").rename(tmp_path / "aside")
            (submitted / "eve").symlink_to("ada")
        return problem

    monkeypatch.setattr(collecting, "_in_the_way", swapped)
    (line,) = collected("third", 2029)
    assert line.startswith("third.zip: eve: ")
    assert line.endswith("eve cannot be written to (it is a symbolic link); mend that")
    assert keys.read_text() == "secret"
    assert sorted(path.name for path in (submitted / "ada/sums").iterdir()) == ["adding.ipynb", "timestamp.txt"]
    assert (submitted / "ada/sums/adding.ipynb").read_text() == "ada first"


def test_one_slow_file_of_many_names_holds_up_nobody(root: Path) -> None:
    """Where a notebook is missing, all others of that learner's are read; hard links take no room on a disk."""
    eve = root / "submitted" / "eve" / "sums"
    for path in eve.glob("*.ipynb"):
        path.unlink()
    first = eve / "zz-0.ipynb"
    first.write_text(
        '{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {"x": [' + "{}," * 2_000_000 + "{}]}}"
    )
    for number in range(1, 40):
        os.link(first, eve / f"zz-{number}.ipynb")
    course = load(root / "course.yml", check_pieces=False)
    start = time.process_time()
    found = handin.look(course, course.assignment("sums"), root / "submitted")
    assert [one.learner for one in found.hand_ins if one.refused is None] == ["ada", "zoe"]
    assert time.process_time() - start < 5


def test_thousands_of_names_are_not_all_compared_with_what_is_missing(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Learners choose the names; comparing each with each notebook, for each that is missing, took minutes."""
    asked: list[str] = []
    meant = handin.lookalike.meant
    monkeypatch.setattr(handin.lookalike, "meant", lambda name, among: asked.append(name) or meant(name, among))
    eve, zoe = (course.root / "submitted" / name for name in ("eve/sums", "zoe"))
    eve.mkdir(parents=True)
    for number in range(400):
        (eve / f"gnidda{number}").touch()
        (zoe / f"smus-{number}").mkdir(parents=True)
    (eve / "zz" / "adding (1).ipynb").parent.mkdir()
    (eve / "zz" / "adding (1).ipynb").touch()
    found = handin.look(course, course.assignment("sums"), course.root / "submitted")
    assert len(asked) == 400
    (one,) = found.hand_ins
    assert one.notes == ("of 401 other files, 200 were compared with the notebooks that are missing",)
    assert "zz/adding (1).ipynb is probably it" in str(one.refused)  # notebooks come first
    assert found.notes == ("submitted/zoe has no folder sums; of its 400 files and folders, 200 were looked at",)


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Takes the right to read everything from this thread where it is root's."""
    libc, header = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(0x20080522, 0)
    had, less = (ctypes.c_uint32 * 6)(), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, had) == 0 == libc.capget(header, less)
    less[0] &= ~0b110  # what is effective: CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert libc.capset(header, less) == 0
    yield
    libc.capset(header, had)


@pytest.mark.parametrize(
    ("place", "mode", "graded"), [("eve", 0, True), ("eve/sums", 0, False), ("eve/sums", 0o444, True)]
)
def test_a_folder_that_may_not_be_looked_into_costs_its_learner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unprivileged: None, place: str, mode: int, graded: bool
) -> None:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada", "eve", "zoe"])
    if graded:
        room.autograde()
    room.course("title: A tiny course", "title: A tiny course\ntimestamps: exchange")
    closed = room.root / "submitted" / place
    closed.chmod(mode)
    why = f"{'eve' if place == 'eve' else 'eve/sums'} cannot be read: Permission denied"
    try:
        outcome = room.autograde(force=True)
        assert set(outcome.graded) == {"ada", "zoe"}
        assert why in "\n".join([*outcome.passed_over, *(reason for _, reason in outcome.failed)])
        course = load(room.root / "course.yml", check_pieces=False)
        sums, places = course.assignment("sums"), (room.root / "submitted", room.root / "autograded")
        with warnings.catch_warnings(action="ignore"), Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
            pages = give_feedback(course, sums)
            table = export(course, gradebook, [sums], "csv", places)
    finally:
        closed.chmod(0o755)
    assert {page.parent.parent.name if page.suffix else page.parent.name for page in pages.written} >= {"ada", "zoe"}
    if graded:
        changed = "its folder in submitted/ cannot be read: Permission denied"
        assert changed in str(pages.outdated)
        assert changed in str(table)
