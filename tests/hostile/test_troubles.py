"""A full disk, a gradebook that cannot be used, submissions that cannot be read: one line each; later all is as it should be."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import classroom
import pytest
from classroom import OURS, Undisturbed

from autograder.sandbox import command

BWRAP = command.bwrap() or "bwrap"


@pytest.fixture
def root(undisturbed: Undisturbed, tmp_path: Path) -> Path:
    return Path(shutil.copytree(undisturbed.before, tmp_path / "class"))


def assert_refused(root: Path, status: int, *says: str, before: tuple[str, ...] = ()) -> None:
    """The command ends with this status and one line, which says all of `says`."""
    done = classroom.run(root, OURS, *before)
    assert done.returncode == status, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for words in says:
        assert words in done.stderr


def assert_completed(root: Path, undisturbed: Undisturbed) -> None:
    done = classroom.run(root, OURS)
    assert done.returncode == 0, done.stderr
    assert classroom.grades(root) == undisturbed.grades
    assert classroom.files(root) == undisturbed.files


def test_a_gradebook_that_cannot_be_used_stops_the_command_and_loses_nothing(undisturbed: Undisturbed, root: Path):
    gradebook = root / "gradebook.db"
    before = classroom.grades(root)

    holder = sqlite3.connect(gradebook, isolation_level=None)
    holder.execute("begin exclusive")
    assert_refused(root, 3, "gradebook.db", "locked", "run again")
    holder.execute("rollback")
    holder.close()
    assert classroom.grades(root) == before

    # Permissions would not stop root; a mount does.
    read_only = (BWRAP, "--dev-bind", "/", "/", "--ro-bind", str(gradebook), str(gradebook))
    assert_refused(root, 3, "gradebook.db", "readonly", "run again", before=read_only)
    assert classroom.grades(root) == before

    copy = gradebook.read_bytes()
    broken = copy[:100] + b"\xff" * (len(copy) - 100)
    gradebook.write_bytes(broken)
    assert_refused(root, 3, "gradebook.db")
    assert gradebook.read_bytes() == broken, "what could perhaps be rescued was overwritten"
    gradebook.write_bytes(copy)
    assert_completed(root, undisturbed)


def test_submissions_that_cannot_be_read_are_named_and_stop_no_other(undisturbed: Undisturbed, root: Path):
    kept = shutil.copytree(root / "submitted", root.parent / "kept")
    paths = {name: root / "submitted" / name / "sums/adding.ipynb" for name in ("ben", "cleo", "eva")}
    for path in paths.values():
        path.unlink()
    paths["ben"].mkdir()
    paths["cleo"].write_text('{"cells": [')
    paths["eva"].symlink_to("nowhere.ipynb")
    done = classroom.run(root, OURS)
    assert done.returncode == 3
    lines = done.stderr.strip().splitlines()
    assert [line.split(":")[0] for line in lines] == list(paths), done.stderr
    assert all("one notebook was not graded: adding.ipynb: " in line for line in lines)
    graded = {place[:2] for place, scores in classroom.grades(root).items() if scores[0] is not None}
    learners = classroom.ANSWERS
    assert graded == {(name, "questions") for name in learners} | {
        (name, "adding") for name in learners if name not in paths
    }
    assert {path.split("/")[0] for path in classroom.files(root)} == set(learners)
    shutil.rmtree(root / "submitted")
    kept.rename(root / "submitted")
    assert_completed(root, undisturbed)


# $1: where the small disk is mounted; $2: where everything comes from and goes to; then the command.
FULL = """
set -e
disk=$1 place=$2; shift 2
cp -r "$place/class" "$disk/class"
cd "$disk/class"
dd if=/dev/zero of="$disk/filler" bs=4096 status=none 2> /dev/null || true
truncate -s -ROOM "$disk/filler"
status=0; "$@" 2> "$place/first" || status=$?
echo $status > "$place/status"
rm "$disk/filler"
"$@"
cp -r "$disk/class" "$place/after"
"""


@pytest.mark.parametrize("room", ["16K", "120K"])
def test_a_full_disk_stops_the_command_and_loses_nothing(undisturbed: Undisturbed, root: Path, room: str):
    """A real one, of a few megabytes; the folders that the test reads are outside it."""
    disk = root.parent / "disk"
    disk.mkdir()
    mount = (BWRAP, "--dev-bind", "/", "/", "--size", str(8 << 20), "--tmpfs", str(disk))
    script = ("sh", "-c", FULL.replace("ROOM", room), "sh", str(disk), str(root.parent))
    second = classroom.run(root, OURS, *mount, *script)
    assert second.returncode == 0, second.stderr
    said = (root.parent / "first").read_text()
    assert (root.parent / "status").read_text().strip() == "3", said
    assert len(said.strip().splitlines()) == 1, said
    assert "run again" in said
    after = root.parent / "after"
    assert classroom.grades(after) == undisturbed.grades
    assert classroom.files(after) == undisturbed.files
