"""Files are read and copied without following or waiting for anything."""

import os
import socket
import threading
from pathlib import Path

import pytest

from autograder.notebook.ordinary import HANDED_IN, NotOrdinary, copy, read, walk

SECRET = "the solution"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One ordinary file in each of two folders, and beside them whatever else a file system has."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "solution.txt").write_text(SECRET)
    folder = tmp_path / "handed in"
    (folder / "sub").mkdir(parents=True)
    for place in (folder, folder / "sub"):
        (place / "data.csv").write_text("1,2\n")
        (place / "link.txt").symlink_to(tmp_path / "secret" / "solution.txt")
        (place / "linked folder").symlink_to(tmp_path / "secret")
        (place / "loop").symlink_to(place)
        (place / "zero").symlink_to("/dev/zero")
        (place / "nowhere").symlink_to("nothing")
        os.mkfifo(place / "pipe")
        with (place / "sparse").open("wb") as file:
            file.truncate(9 * 10**9)
    # The path of a socket is short.
    here = os.getcwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
    os.chdir(here)
    return folder


def test_only_ordinary_files_are_copied_and_the_rest_is_named(folder: Path, tmp_path: Path) -> None:
    left_out = dict(copy(folder, tmp_path / "copy", leave_out=lambda entry: False))
    copied = {str(path.relative_to(tmp_path / "copy")): path for path in (tmp_path / "copy").rglob("*")}
    assert set(copied) == {"data.csv", "sub", "sub/data.csv"}
    assert copied["sub/data.csv"].read_text() == "1,2\n"
    assert set(left_out) == {
        *("link.txt", "linked folder", "loop", "zero", "nowhere", "pipe", "sparse", "socket"),
        *("sub/link.txt", "sub/linked folder", "sub/loop", "sub/zero", "sub/nowhere", "sub/pipe", "sub/sparse"),
    }
    assert left_out["sub/link.txt"] == "is a symbolic link"
    assert left_out["pipe"] == "is a named pipe"
    assert left_out["socket"] == "is a socket"
    assert left_out["sparse"] == "is too large (9 GB; all files together may have 100 MB)"


def test_what_is_not_wanted_is_not_copied_nor_named(folder: Path, tmp_path: Path) -> None:
    left_out = copy(folder, tmp_path / "copy", leave_out=lambda entry: entry.name in ("sub", "pipe"))
    assert not (tmp_path / "copy" / "sub").exists()
    assert not [path for path, _ in left_out if "sub" in path or path == "pipe"]


def test_all_files_together_have_a_limit(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    for name in "abc":
        (tmp_path / "from" / name).write_bytes(b"x" * 40)
    left_out = copy(tmp_path / "from", tmp_path / "to", leave_out=lambda entry: False, most=100)
    assert [path for path, _ in left_out] == ["c"]
    assert [path.name for path in sorted((tmp_path / "to").iterdir())] == ["a", "b"]


def test_what_lies_in_the_way_of_a_copy_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    for name in ("from", "to", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "from" / "notes.txt").write_text("mine")
    (tmp_path / "elsewhere" / "notes.txt").write_text("not mine")
    (tmp_path / "to" / "notes.txt").symlink_to(tmp_path / "elsewhere" / "notes.txt")
    copy(tmp_path / "from", tmp_path / "to", leave_out=lambda entry: False)
    assert (tmp_path / "elsewhere" / "notes.txt").read_text() == "not mine"
    assert (tmp_path / "to" / "notes.txt").read_text() == "mine"
    assert not (tmp_path / "to" / "notes.txt").is_symlink()


@pytest.mark.parametrize("name", ["link.txt", "zero", "nowhere", "pipe", "socket", "loop", "sub", "none", "a\0b"])
def test_what_is_no_ordinary_file_is_not_read(folder: Path, name: str) -> None:
    with pytest.raises(NotOrdinary) as caught:
        read(folder / name, 10)
    assert len(str(caught.value).splitlines()) == 1


def test_devices_are_not_opened() -> None:
    with pytest.raises(NotOrdinary, match="is a device"):
        read(Path("/dev/zero"), 10)


def test_no_more_is_read_than_was_asked_for(folder: Path) -> None:
    assert read(folder / "sparse", 10) == bytes(10)


def test_a_linked_folder_is_not_walked(folder: Path) -> None:
    with pytest.raises(NotOrdinary, match="is a symbolic link"):
        list(walk(folder / "linked folder"))


def test_a_folder_without_end_is_left(tmp_path: Path) -> None:
    (tmp_path / "/".join(["wide", *"d" * 30])).mkdir(parents=True)
    (tmp_path / "wide" / "notes.txt").write_text("x")
    assert copy(tmp_path / "wide", tmp_path / "to", leave_out=lambda entry: False) == [
        ("", "has folders within folders, more than 20 levels of them")
    ]
    with pytest.raises(NotOrdinary, match="more than 3 files and folders"):
        list(walk(tmp_path / "wide", most=3))


def test_a_folder_that_becomes_a_link_while_it_is_copied_leads_nowhere(folder: Path, tmp_path: Path) -> None:
    """Somebody who may write to an exchange swaps two folders again and again."""
    (folder / "sub" / "solution.txt").write_text("mine")
    (tmp_path / "swap").symlink_to(tmp_path / "secret")
    ended = threading.Event()

    def swap() -> None:
        while not ended.is_set():
            os.rename(folder / "sub", tmp_path / "away")
            os.rename(tmp_path / "swap", folder / "sub")
            os.rename(folder / "sub", tmp_path / "swap")
            os.rename(tmp_path / "away", folder / "sub")

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        for number in range(200):
            copy(folder, tmp_path / f"copy{number}", leave_out=lambda entry: False)
    finally:
        ended.set()
        thread.join()
    texts = {path.read_text() for path in tmp_path.glob("copy*/sub/solution.txt")}
    assert texts <= {"mine"}


def test_no_part_of_a_path_that_is_somebodys_own_is_followed(tmp_path: Path) -> None:
    """A course may lie behind links of its instructor's; of a learner's path, any part may become one."""
    (tmp_path / "course/ada/sums").mkdir(parents=True)
    (tmp_path / "course/ada/sums/adding.ipynb").write_text("ada's")
    (tmp_path / "course/eve").mkdir()
    (tmp_path / "course/eve/sums").symlink_to("../ada/sums")
    (tmp_path / "course/zoe").symlink_to("ada")
    (tmp_path / "submitted").symlink_to("course")
    folder = tmp_path / "submitted/ada/sums"
    assert read(folder / "adding.ipynb", 100, own=HANDED_IN) == b"ada's"
    assert [entry.path for entry in walk(folder, own=2)] == ["adding.ipynb"]
    for learner in ("eve", "zoe"):
        folder = tmp_path / "submitted" / learner / "sums"
        with pytest.raises(NotOrdinary, match="is a symbolic link"):
            read(folder / "adding.ipynb", 100, own=HANDED_IN)
        with pytest.raises(NotOrdinary, match="is a symbolic link"):
            list(walk(folder, own=2))
    with pytest.raises(NotOrdinary, match="does not exist"):
        read(tmp_path / "submitted/nobody/sums/adding.ipynb", 100, own=HANDED_IN)
