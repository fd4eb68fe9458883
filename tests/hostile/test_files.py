"""Links, devices, endless files and odd names, through the real commands: nobody's secret is copied, nobody else is kept
from being graded, and each is named in one line."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

import classroom
import pytest
import tiny_course

from autograder.course.load import load
from autograder.gradebook.release import release

SECRET = "secret_total"  # in the solution
NBGRADERS = ("nbgrader", "autograde", "sums", "--log-level=WARN")
PARTLY = {"linked-notebook", "pipe", "sparse"}  # their other notebook is graded
ODD_IDS = ("ada [late]", "Lovelace, Ada", 'O\'Neill "Q"', "-dash", "x.y", "Zoë Ü", "*", "{a}")
# What each hostile folder costs, as said in one line of standard error.
SAID = {
    "linked-notebook": "linked-notebook: one notebook was not graded: adding.ipynb: is a symbolic link",
    "linked-folder": "linked-folder: not graded: linked-folder/sums is a symbolic link",
    "linked-learner": "submitted/linked-learner is a symbolic link",
    "pipe": "pipe: one notebook was not graded: adding.ipynb: is a named pipe",
    "sparse": "sparse: one notebook was not graded: adding.ipynb: is larger than 20 MB",
    "copied": "copied: not graded: adding.ipynb is missing; adding (1).ipynb is probably it",
    "files": "files: notes.txt is a symbolic link; it was not copied",
    "wrong-case": "submitted/wrong-case/Sums: not graded: rename it to sums",
}


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return classroom.run(root, command)


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("class") / "before"
    root.mkdir()
    tiny_course.write(root)
    (root / "solutions/sums/data.csv").write_text("1,2\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        release(load(root / "course.yml"), ["sums"])
    config = root / "nbgrader_config.py"
    config.write_text(f"{classroom.quick_judge.IN_CONFIG}{config.read_text()}")
    for learner in ("ada", "files", "linked-notebook", "pipe", "sparse", "copied", *ODD_IDS):
        classroom.hand_in(root, learner, "right", "2026-11-01 12:00:00 UTC")
    submitted = root / "submitted"
    solution = root / "solutions/sums/adding.ipynb"
    for learner in ("linked-notebook", "pipe", "copied"):
        path = submitted / learner / "sums/adding.ipynb"
        path.rename(path.with_name("adding (1).ipynb")) if learner == "copied" else path.unlink()
    (submitted / "linked-notebook/sums/adding.ipynb").symlink_to(solution)
    os.mkfifo(submitted / "pipe/sums/adding.ipynb")
    with (submitted / "sparse/sums/adding.ipynb").open("wb") as file:
        file.truncate(9 * 10**9)
    (submitted / "linked-learner").symlink_to("ada")
    (submitted / "linked-folder").mkdir()
    (submitted / "linked-folder/sums").symlink_to("../ada/sums")
    shutil.copytree(submitted / "ada/sums", submitted / "wrong-case/Sums")
    files = submitted / "files/sums"
    (files / "sub").mkdir()
    (files / "sub/ok.txt").write_text("mine")
    (files / "data.csv").mkdir()  # where the instructor has a file
    for folder in (files, files / "sub"):
        (folder / "notes.txt").symlink_to(solution)
        (folder / "solutions").symlink_to(root / "solutions")
        (folder / "zero").symlink_to("/dev/zero")
        os.mkfifo(folder / "pipe")
    return root


@pytest.mark.parametrize("command", [("autograder", "autograde", "sums"), NBGRADERS], ids=lambda c: c[0])
def test_what_is_no_file_of_the_learners_own_reaches_no_other_folder(
    handed_in: Path, tmp_path: Path, command: Sequence[str]
) -> None:
    root = Path(shutil.copytree(handed_in, tmp_path / "class", symlinks=True, copy_function=_copy))
    done = run(root, *command)
    ours = command[0] == "autograder"
    assert done.returncode == (3 if ours else 1), done.stderr
    assert "Traceback" not in done.stderr
    for said in SAID.values():
        lines = [line for line in done.stderr.splitlines() if said in line]
        assert len(lines) == 1, (said, done.stderr)
    graded = {
        learner: scores[0] for (learner, notebook, _), scores in classroom.grades(root).items() if notebook == "adding"
    }
    assert {learner for learner, score in graded.items() if score == 4} == {"ada", "files", *ODD_IDS}
    found = classroom.files(root)
    assert {path.split("/")[0] for path in found} == {"ada", "files", *ODD_IDS, *PARTLY}
    notebooks = {path for path in found if path.split("/")[0] in PARTLY and path.endswith(".ipynb")}
    assert notebooks == {f"{learner}/sums/questions.ipynb" for learner in PARTLY}
    assert found["files/sums/sub/ok.txt"] == "mine"
    assert found["files/sums/data.csv"] == "1,2\n"
    assert not [path for path, text in found.items() if SECRET in text]
    assert not [path for path in (root / "autograded").rglob("*") if path.is_symlink()]
    assert run(root, "nbgrader", "generate_feedback", "sums", "--log-level=ERROR").returncode == 0
    pages = {path: path.read_text() for path in (root / "feedback").rglob("*.html")}
    refused = {path.parents[1].name for path, text in pages.items() if "○ Not graded" in text}
    assert refused == {"sparse", "linked-notebook", "linked-folder", "pipe", "copied"}
    assert {path.name for path in (root / "feedback").iterdir()} == {"ada", "files", *ODD_IDS, *refused}
    assert not [path for path, text in pages.items() if SECRET in text or path.is_symlink()]
    _assert_exported(root)


def _copy(source: str, target: str) -> None:
    """As shutil.copy2, for named pipes and sparse files as well."""
    if Path(source).is_fifo():
        os.mkfifo(target)
    elif Path(source).stat().st_size > 10**9:
        with open(target, "wb") as file:
            file.truncate(Path(source).stat().st_size)
    else:
        shutil.copy2(source, target)


def _assert_exported(root: Path) -> None:
    done = run(root, "nbgrader", "export")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO((root / "grades.csv").read_text())))
    # Text that a spreadsheet would take for a formula stands behind an apostrophe.
    scores = {row["student_id"].removeprefix("'"): row["raw_score"] for row in rows}
    assert {float(scores[learner]) for learner in ("ada", *ODD_IDS)} == {6.0}
    assert {float(scores[learner]) for learner in PARTLY} == {2.0}
    refused = {"linked-folder", "copied"}
    assert {scores[learner] for learner in refused & scores.keys()} <= {""}, "what was not graded has no score"
    assert {row["max_score"] for row in rows} == {"6.0"}


def test_a_broken_resubmission_leaves_score_and_files_and_says_so(handed_in: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(handed_in, tmp_path / "class", ignore=lambda *_: ["submitted"]))
    classroom.hand_in(root, "ada", "right", "2026-11-01 12:00:00 UTC")
    assert run(root, *classroom.OURS).returncode == 0
    before = (classroom.grades(root), classroom.files(root))
    path = root / "submitted/ada/sums/adding.ipynb"
    whole = path.read_text()
    for broken in ("", whole[:500]):
        path.write_text(broken)
        for command in (classroom.OURS, classroom.NBGRADERS):
            done = run(root, *command)
            assert done.returncode == (3 if command is classroom.OURS else 1)
            (line,) = [line for line in done.stderr.splitlines() if "not graded" in line]
            assert "its earlier score stands: 4 of 4 points" in line
            assert (classroom.grades(root), classroom.files(root)) == before


@pytest.mark.parametrize("command", [classroom.OURS, NBGRADERS], ids=lambda c: c[0])
def test_a_folder_that_is_too_much_to_be_looked_at_is_handed_in_when_it_says(
    handed_in: Path, tmp_path: Path, command: Sequence[str]
) -> None:
    """No file may hide timestamp.txt from who works out a penalty."""
    root = Path(shutil.copytree(handed_in, tmp_path / "class", ignore=lambda *_: ["submitted"]))
    for learner in ("deep", "many"):
        classroom.hand_in(root, learner, "right", "2027-11-01 12:00:00 UTC")
    (root / "submitted/deep/sums" / "/".join("a" * 30)).mkdir(parents=True)
    for number in range(2100):
        (root / f"submitted/many/sums/{number}").touch()
    assert run(root, *command).returncode == (3 if command is classroom.OURS else 0)  # files were left out
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        times = gradebook.execute("select student_id, timestamp from submitted_assignment").fetchall()
    gradebook.close()
    assert times == [(learner, "2027-11-01 12:00:00.000000") for learner in ("deep", "many")]


def test_a_folder_without_submissions_is_no_success(handed_in: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(handed_in, tmp_path / "class", ignore=lambda *_: ["submitted"]))
    for make in (lambda: None, (root / "submitted").mkdir):
        make()
        done = run(root, *classroom.OURS)
        assert done.returncode == 3
        assert "submissions belong at submitted/<learner>/sums/adding.ipynb" in done.stderr
        assert run(root, *classroom.NBGRADERS).returncode == 1


def test_collecting_from_an_exchange_follows_no_link(handed_in: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(handed_in, tmp_path / "class", ignore=lambda *_: ["submitted"]))
    exchange = tmp_path / "exchange"
    inbound = exchange / "course/inbound"
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(
            f"\nget_config().Exchange.root = {str(exchange)!r}\nget_config().CourseDirectory.course_id = 'course'\n"
        )
    classroom.hand_in(root, "ada", "right", "2026-11-01 12:00:00 UTC")
    for learner in ("ada", "ben"):
        place = inbound / f"{learner}+sums+2026-11-01 12:00:00 UTC"
        shutil.copytree(root / "submitted/ada/sums", place)
        (place / "sub").mkdir()
        (place / "sub/notes.txt").symlink_to(root / "solutions/sums/adding.ipynb")
        os.mkfifo(place / "pipe")
    (place / "adding.ipynb").unlink()
    (place / "adding.ipynb").symlink_to(root / "solutions/sums/adding.ipynb")
    (inbound / "cleo+sums+2026-11-01 12:00:00 UTC").symlink_to(inbound / "ada+sums+2026-11-01 12:00:00 UTC")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for learner in ("fay", "gil"):
        shutil.copytree(
            inbound / "ada+sums+2026-11-01 12:00:00 UTC",
            inbound / f"{learner}+sums+2026-11-01 12:00:00 UTC",
            symlinks=True,
            ignore=lambda *_: ["pipe"],
        )
    (inbound / "eve+sums+x").mkdir()
    (inbound / "+sums+2026-11-01 12:00:00 UTC").mkdir()
    here = os.getcwd()
    os.chdir(inbound / "ada+sums+2026-11-01 12:00:00 UTC")
    for _ in range(18):  # walked from folder to folder, and too long as a path
        os.mkdir("d" * 250)
        os.chdir("d" * 250)
    Path("x.txt").touch()
    os.chdir(here)
    shutil.rmtree(root / "submitted")
    for link in (root / "submitted/fay", root / "submitted/gil/sums"):
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(elsewhere)
    exchange.chmod(0o777)
    done = run(root, "nbgrader", "collect", "sums")
    assert done.returncode == 0, done.stderr
    collected = {
        str(path.relative_to(root / "submitted")) for path in (root / "submitted").rglob("*") if path.is_file()
    }
    assert collected == {
        "ada/sums/adding.ipynb",
        *(f"{learner}/sums/{name}" for learner in ("ada", "ben") for name in ("questions.ipynb", "timestamp.txt")),
    }
    for link in (root / "submitted/fay", root / "submitted/gil/sums"):
        assert f"{link} is a symbolic link; remove it" in done.stderr
        link.unlink()
    assert not [path for path in (root / "submitted").rglob("*") if path.is_symlink()]
    assert not list(elsewhere.iterdir())
    for said in (
        "inbound/eve+sums+x has a time that cannot be read; it was not collected",
        "inbound/+sums+2026-11-01 12:00:00 UTC was not collected: the learner's id is empty",
        "lies in folders whose names together are too long; it was not collected",
    ):
        assert said in done.stderr
    for name in ("sub/notes.txt is a symbolic link", "pipe is a named pipe", "adding.ipynb is a symbolic link"):
        assert name in done.stderr
    assert "cleo+sums+2026-11-01 12:00:00 UTC" in done.stderr


def test_a_download_is_unpacked_without_links_and_bombs(handed_in: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(handed_in, tmp_path / "class", ignore=lambda *_: ["submitted"]))
    archive = root / "downloaded/sums/archive"
    archive.mkdir(parents=True)
    notebook = (root / "assignments/01-sums/adding.ipynb").read_bytes()
    with zipfile.ZipFile(archive / "ada.zip", "w") as ada:
        ada.writestr("ada_adding.ipynb", notebook)
    with zipfile.ZipFile(archive / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("bomb_adding.ipynb", bytes(101_000_000))
    with zipfile.ZipFile(archive / "many.zip", "w") as many:
        for number in range(2001):
            many.writestr(f"{number}.txt", b"")
    with zipfile.ZipFile(archive / "method.zip", "w", zipfile.ZIP_BZIP2) as method:  # a kilobyte of which may be 3 GB
        method.writestr("method_adding.ipynb", notebook)
    few = io.BytesIO()
    with zipfile.ZipFile(few, "w") as made:
        for number in range(100):
            made.writestr(f"{number}.txt", b"")
    with zipfile.ZipFile(archive / "nested.zip", "w") as nested:  # as many again in each
        for number in range(100):
            nested.writestr(f"{number}.zip", few.getvalue())
    holes = tarfile.TarInfo("holes_adding.ipynb")  # the list of which tarfile reads as a whole
    holes.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9"}
    (archive / "holes.tar.gz").write_bytes(gzip.compress(holes.tobuf(tarfile.PAX_FORMAT) + bytes(1 << 10)))
    holes = tarfile.TarInfo("old")
    holes.type, holes.size = tarfile.GNUTYPE_SPARSE, 1000
    (archive / "old.tar.gz").write_bytes(gzip.compress(holes.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 10)))
    (archive / "broken.zip").write_bytes(b"PK\x03\x04 and nothing more")
    with tarfile.open(archive / "tar.tar.gz", "w:gz") as tar:
        link = tarfile.TarInfo("tar_adding.ipynb")
        link.type, link.linkname = tarfile.SYMTYPE, str(root / "solutions/sums/adding.ipynb")
        tar.addfile(link)
    name = tarfile.TarInfo("name")  # which tarfile would read as a whole, before the archive's size is known
    name.type, name.size = tarfile.GNUTYPE_LONGNAME, 3 << 30
    (archive / "name.tar.gz").write_bytes(gzip.compress(name.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 20)))
    (archive / "ben_adding.ipynb").symlink_to(root / "solutions/sums/adding.ipynb")
    (archive / "cleo_adding.ipynb").write_bytes(notebook)
    (archive / "no\u202epy.txt").write_text("of nobody, in nbgrader's own line")
    pattern = r"--FileNameCollectorPlugin.named_regexp=.*/(?P<student_id>[a-z]+)_(?P<file_id>\w+)\.ipynb"
    done = run(root, "nbgrader", "zip_collect", "sums", pattern)
    assert done.returncode == 3, done.stderr
    assert {path.name for path in (root / "submitted").iterdir()} == {"ada", "cleo"}
    assert json.loads((root / "submitted/ada/sums/adding.ipynb").read_text())["cells"]
    for said in (
        "bomb.zip cannot be unpacked (unpacked it is larger",
        "broken.zip cannot",
        "many.zip cannot be unpacked (it has more than 2000 files)",
        "nested.zip cannot be unpacked (it has more than 2000 files)",
        "method.zip cannot be unpacked (it is packed by another method than deflate",
        "holes.tar.gz cannot be unpacked (it has a file with holes",
        "old.tar.gz cannot be unpacked (it has a file with holes",
        "name.tar.gz cannot be unpacked (it has a name or attributes of",
        "ben_adding.ipynb is a symbolic",
        "no[U+202E]py.txt",
    ):
        assert said in done.stderr, done.stderr
    assert "\u202e" not in done.stdout + done.stderr


def test_a_download_in_which_names_are_anothers_costs_nobody_else(handed_in: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(handed_in, tmp_path / "class", ignore=lambda *_: ["submitted"]))
    archive = root / "downloaded/sums/archive"
    archive.mkdir(parents=True)
    for name, members in {
        "ada": {"ada_adding": "ada's"},
        "ben": {"ben_adding": "ben's"},
        "eve": {
            "ada_adding": "eve's",
            "dora_adding": "eve's",
            "eve_adding": "eve's",
            "cleo_adding_2099-01-01": "eve's",
        },
        "one": {"finn_adding": "one"},  # whose archives these are, nobody knows
        "two": {"finn_adding": "another"},
    }.items():
        with zipfile.ZipFile(archive / f"{name}.zip", "w") as made:
            for member, text in members.items():
                made.writestr(f"{member}.ipynb", text)
    for name, text in {
        "cleo_adding_2026-01-01": "the first",
        "cleo_adding_2026-01-02": "the second",
        "dora_adding": "dora's",
        "gus_adding_2026-99-99": "at no time",
        ".hal_adding": "of nobody",
    }.items():
        (archive / f"{name}.ipynb").write_text(text)
    pattern = r".*/(?P<student_id>\.?[a-z]+)_(?P<file_id>[a-z]+)(_(?P<timestamp>[0-9-]+))?\.ipynb"
    done = run(root, "nbgrader", "zip_collect", "sums", f"--FileNameCollectorPlugin.named_regexp={pattern}")
    assert done.returncode == 3, done.stderr
    collected = {path.parts[-3]: path.read_text() for path in root.glob("submitted/*/sums/adding.ipynb")}
    assert collected == {"ada": "ada's", "ben": "ben's", "cleo": "the second", "dora": "dora's", "eve": "eve's"}
    for said in (
        "eve/ada_adding.ipynb says that it is of ada, but lies in an archive of eve",
        "eve/dora_adding.ipynb says that it is of dora, but lies in an archive of eve",
        "eve/cleo_adding_2099-01-01.ipynb says that it is of cleo",
        "one/finn_adding.ipynb is one of 2 files that say that they are the adding.ipynb of finn",
        "two/finn_adding.ipynb is one of 2 files",
        "gus_adding_2026-99-99.ipynb has a time in its name that cannot be read",
        ".hal_adding.ipynb names a learner whose id begins with a dot",
    ):
        assert done.stderr.count(said) == 1, done.stderr


def test_the_gradebook_has_who_could_not_be_graded(handed_in: Path, tmp_path: Path) -> None:
    """Without a score: nbgrader's pages show that something was handed in."""
    root = Path(shutil.copytree(handed_in, tmp_path / "class", ignore=lambda *_: ["submitted"]))
    classroom.hand_in(root, "ada", "right", "2026-11-01 12:00:00 UTC")
    (root / "submitted/ada/sums/adding.ipynb").write_text("")
    assert run(root, *classroom.OURS).returncode == 3
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        assert gradebook.execute("select student_id from submitted_assignment").fetchall() == [("ada",)]
    gradebook.close()
    scores = {notebook: scores[0] for (_, notebook, _), scores in classroom.grades(root).items()}
    assert scores == {"adding": None, "questions": 2.0}
