"""What lies in submitted/ is looked at once: what can be graded, and a line for everything else."""

import os
import shutil
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_course

from autograder.course.learner_id import unusable
from autograder.course.load import load
from autograder.course.model import Course
from autograder.gradebook.autograde import lines_about
from autograder.gradebook.release import release
from autograder.handin import folder as handin
from autograder.handin import lookalike
from autograder.handin.folder import HandIn, Submitted
from autograder.report.render import clean

BOTH = ("adding.ipynb", "questions.ipynb")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    tiny_course.write(root)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        release(load(root / "course.yml"))
    return root


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Course:
    return load(Path(shutil.copytree(released, tmp_path / "course")) / "course.yml")


def submit(course: Course, learner: str, *names: str, folder: str = "sums", text: str = "# mine") -> Path:
    """A folder with these files, each a finished notebook of the release if its name says which."""
    place = course.root / "submitted" / learner / folder
    place.mkdir(parents=True, exist_ok=True)
    for name in names:
        source = course.root / "assignments" / "01-sums" / name.split("/")[-1]
        content = source.read_text().replace("# YOUR CODE HERE", text) if source.exists() else text
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content)
    return place


def look(course: Course, **options: object) -> Submitted:
    return handin.look(course, course.assignment("sums"), course.root / "submitted", **options)  # type: ignore[arg-type]


def only(course: Course) -> HandIn:
    found = look(course)
    assert not found.notes
    assert len(found.hand_ins) == 1
    return found.hand_ins[0]


def test_a_whole_submission_needs_no_word(course: Course) -> None:
    folder = submit(course, "ada", *BOTH, "data.csv", "sub/picture.png", ".ipynb_checkpoints/adding-checkpoint.ipynb")
    assert only(course) == HandIn("ada", folder, (folder / "adding.ipynb", folder / "questions.ipynb"))


NOT_GRADED = {
    "adding (1).ipynb": "rename it to adding.ipynb",
    "adding-2.ipynb": "rename it to adding.ipynb",
    "adding-Copy1.ipynb": "rename it to adding.ipynb",
    "Adding.ipynb": "rename it to adding.ipynb",
    "ADDING.IPYNB": "rename it to adding.ipynb",
    "ada_adding_late.ipynb": "rename it to adding.ipynb",
    "Copy of adding.ipynb": "rename it to adding.ipynb",
    "addnig.ipynb": "rename it to adding.ipynb",
    "adding.ipynb.txt": "rename it to adding.ipynb",
    "adding.json": "rename it to adding.ipynb",
    "adding": "rename it to adding.ipynb",
    "adding.zip": "unpack it there",
    "adding.tar.gz": "unpack it there",
    "adding.html": "adding.ipynb itself is needed",
    "adding.py": "adding.ipynb itself is needed",
    "hand-in/adding.ipynb": "move it up, as adding.ipynb",
    "a/b/adding (2).ipynb": "move it up, as adding.ipynb",
}


@pytest.mark.parametrize("name", NOT_GRADED)
def test_work_that_lies_under_another_name_is_named_and_not_graded_as_missing(course: Course, name: str) -> None:
    submit(course, "ada", name, "questions.ipynb")
    reason = only(course).refused
    assert reason is not None
    assert f"adding.ipynb is missing; {name} is probably it: " in reason
    assert NOT_GRADED[name] in reason


@pytest.mark.parametrize("name", ["adding.csv", "adding-data.npy", "picture of adding.png", "notes.txt"])
def test_data_is_not_taken_for_a_notebook(course: Course, name: str) -> None:
    submit(course, "ada", name, "questions.ipynb")
    assert only(course).refused is None


ALONE = {
    "all.zip": "all.zip may hold it: unpack it there",
    "Untitled.ipynb": "Untitled.ipynb may hold it: rename it",
    "notes.txt": "only notes.txt",
}


@pytest.mark.parametrize("name", ALONE)
def test_a_folder_without_the_assignments_notebooks_says_what_is_there(course: Course, name: str) -> None:
    submit(course, "ada", name)
    reason = only(course).refused or ""
    assert reason.startswith("there is no adding.ipynb or questions.ipynb")
    assert ALONE[name] in reason


def test_an_empty_folder_is_named(course: Course) -> None:
    submit(course, "ada")
    assert (only(course).refused or "").endswith("the folder is empty")
    (course.root / "submitted" / "ben").mkdir()
    assert look(course).notes == ("submitted/ben is an empty folder",)


def test_a_notebook_that_was_not_handed_in_is_named(course: Course) -> None:
    submit(course, "ada", "adding.ipynb")
    assert only(course).refused is None
    assert only(course).notes == ("questions.ipynb was not handed in, which counts as 0 points",)


def test_a_copy_beside_an_untouched_notebook_is_probably_the_answer(course: Course) -> None:
    folder = submit(course, "ada", *BOTH)
    shutil.copy(folder / "adding.ipynb", folder / "adding-Copy1.ipynb")
    (line,) = only(course).notes
    assert line == "adding-Copy1.ipynb was not graded, but adding.ipynb; if it is the one that counts, rename it"
    shutil.copy(course.root / "assignments/01-sums/adding.ipynb", folder / "adding.ipynb")
    (line,) = only(course).notes
    assert line.startswith(
        "adding.ipynb is as it was handed out, and adding-Copy1.ipynb beside it, probably the answer"
    )


def test_a_notebook_of_no_known_name_is_named(course: Course) -> None:
    submit(course, "ada", *BOTH, "Untitled.ipynb")
    assert only(course).notes == ("Untitled.ipynb is no notebook of sums and was not graded",)


def _swapped(course: Course) -> None:
    submit(course, "sums", *BOTH, folder="ada")


def _link_to_a_learner(course: Course) -> None:
    submit(course, "ada", *BOTH)
    (course.root / "submitted" / "ben").symlink_to("ada")


def _loose(course: Course) -> None:
    submit(course, "ada", *BOTH)
    (course.root / "submitted" / "adding.ipynb").write_text("{}")


def _archive_of_another(course: Course) -> None:
    submit(course, "ada", *BOTH)
    submit(course, "cleo", *BOTH)
    for name in ("ben.tar.gz", "cleo.zip"):  # cleo's is unpacked already
        (course.root / "submitted" / name).write_text("")


MISPLACED: dict[str, tuple[Callable[[Course], object], str]] = {
    "wrong case": (
        lambda course: submit(course, "ada", *BOTH, folder="Sums"),
        "submitted/ada/Sums: not graded: rename it to sums",
    ),
    "swapped": (
        _swapped,
        "submitted/sums: not graded: learner and assignment are the wrong way round; move sums/ada to ada/sums",
    ),
    "swapped, by a name that acts on terminals": (
        lambda course: submit(course, "\u202esums\x1b]", *BOTH, folder="ada"),
        r"'submitted/\u202esums\x1b]': not graded: learner and assignment are the wrong way round; move"
        r" '\u202esums\x1b]'/ada to ada/sums",
    ),
    "no folder for the assignment": (
        lambda course: submit(course, "ada", *BOTH, folder="."),
        "submitted/ada/adding.ipynb: not graded: put it into a folder sums there",
    ),
    "a slip of the keyboard": (
        lambda course: submit(course, "ada", *BOTH, folder="sum"),
        "submitted/ada/sum: not graded: it is probably sums; rename it to that",
    ),
    "a browser's number": (
        lambda course: submit(course, "ada", *BOTH, folder="sums (1)"),
        "submitted/ada/sums (1): not graded: it is probably sums; rename it to that",
    ),
    "a name of the learner's own": (
        lambda course: submit(course, "ada", *BOTH, folder="week 3"),
        "submitted/ada/week 3/adding.ipynb: not graded: notebooks belong in a folder sums there",
    ),
    "an archive of the assignment": (
        lambda course: submit(course, "ada", "sums.7z", folder="."),
        "submitted/ada/sums.7z: not graded: if it holds sums, unpack it to a folder of that name there",
    ),
    "an archive of the learner": (
        _archive_of_another,
        "submitted/ben.tar.gz: not graded: unpack it to <learner>/sums/, or move it elsewhere if it holds no submissions",
    ),
    "too deep": (
        lambda course: submit(course, "ada", *BOTH, folder="download/sums"),
        "submitted/ada/download/sums: not graded: it lies a folder too deep; move it up",
    ),
    "a link to another learner": (
        _link_to_a_learner,
        "submitted/ben is a symbolic link; what it leads to is not graded: put the learner's folder itself there",
    ),
    "a loose notebook": (
        _loose,
        "submitted/adding.ipynb: not graded: put it into the learner's folder, <learner>/sums/adding.ipynb",
    ),
}


@pytest.mark.parametrize("kind", MISPLACED)
def test_what_lies_in_the_wrong_place_is_named_with_the_right_one(course: Course, kind: str) -> None:
    make, line = MISPLACED[kind]
    make(course)
    assert look(course).notes == (line,)


def test_no_submission_at_all_is_said(course: Course) -> None:
    (line,) = look(course).notes
    assert line.startswith("submitted/ cannot be read (No such file or directory); submissions belong at submitted/")
    (course.root / "submitted").mkdir()
    assert look(course).notes == (
        "nothing was handed in for sums; submissions belong at submitted/<learner>/sums/adding.ipynb",
    )


def test_who_handed_in_another_assignment_only_is_not_named(course: Course) -> None:
    submit(course, "ada", *BOTH)
    submit(course, "ben", "softmax.ipynb", folder="linear-networks")
    (course.root / "submitted" / ".DS_Store").write_text("x")
    (course.root / "submitted" / "class.csv").write_text("x")
    assert only(course).learner == "ada"


def test_links_and_devices_beside_a_notebook_are_named(course: Course) -> None:
    folder = submit(course, "ada", *BOTH, "sub/ok.txt")
    (folder / "notes.txt").symlink_to("../../../solutions/sums/adding.ipynb")
    (folder / "sub" / "passwd").symlink_to("/etc/passwd")
    os.mkfifo(folder / "sub" / "pipe")
    assert only(course).notes == (
        "notes.txt is a symbolic link; it was not copied",
        "sub/passwd is a symbolic link; it was not copied",
        "sub/pipe is a named pipe; it was not copied",
    )
    for number in range(10):
        (folder / f"zero{number}").symlink_to("/dev/zero")
    assert len(only(course).notes) == 6
    assert only(course).notes[-1] == "8 more links, devices or large files were not copied"


def test_a_linked_assignment_is_refused(course: Course) -> None:
    submit(course, "ada", *BOTH)
    (course.root / "submitted" / "ben").mkdir()
    (course.root / "submitted" / "ben" / "sums").symlink_to("../ada/sums")
    _, ben = look(course).hand_ins
    assert ben.notebooks == ()
    assert ben.refused == "ben/sums is a symbolic link; put a folder with the notebooks there"


USABLE = [
    "ada [late]",
    "a,b",
    "Zoë Ü",
    'O\'Neill "Q"',
    "-dash",
    "x.y",
    "*",
    "what?",
    "{a}",
    "100%",
    "a\\b",
    "+1",
    "#h",
    "李",
]
UNUSABLE = {
    unicodedata.normalize("NFD", "Zoé"): "NFD",
    " ada": "space",
    "ada ": "space",
    "new\nline": "cannot be seen",
    "red\x1b[31m": "cannot be seen",
    "rtl\u202e": "cannot be seen",
    "\udcff": "cannot be seen",
    ".ada": "dot",
    "ada\\..\\logout": "leads elsewhere",
    "ada\\%2E.\\x": "leads elsewhere",
    "a" * 129: "129 characters",
    "x" + "\u0302" * 60: "so many accents",
}


def test_ids_with_any_printable_characters_are_found(course: Course) -> None:
    for learner in USABLE:
        submit(course, learner, *BOTH)
    assert [hand_in.learner for hand_in in look(course).hand_ins] == sorted(USABLE)
    assert [hand_in.learner for hand_in in look(course, learners=["ada [late]"]).hand_ins] == ["ada [late]"]


@pytest.mark.parametrize("learner", UNUSABLE, ids=ascii)
def test_an_id_that_cannot_be_used_is_refused_in_one_printable_line(course: Course, learner: str) -> None:
    submit(course, learner, *BOTH)
    (line,) = look(course).notes
    assert "not graded: the learner's id" in line
    assert UNUSABLE[learner] in line
    assert line.isprintable()
    assert line == clean(line)
    assert unusable(learner) is not None


def test_the_longer_of_two_names_is_meant() -> None:
    names = ("softmax", "softmax-quiz")
    assert lookalike.meant("softmax-quiz (1).ipynb", names) == "softmax-quiz"
    assert lookalike.meant("softmaxquiz.ipynb", names) == "softmax-quiz"
    assert lookalike.meant("softmax2.ipynb", names) == "softmax"
    assert lookalike.meant("dropout.ipynb", names) is None


def test_a_folder_that_is_handed_in_with_its_number_loses_it(course: Course) -> None:
    submit(course, "ada", *BOTH, folder="01-sums")
    submit(course, "ben", *BOTH, folder="12-sums")  # in an earlier year the course was longer
    submit(course, "eva", *BOTH, folder="01-sums-of-mine")
    found = look(course)
    assert [hand_in.learner for hand_in in found.hand_ins] == ["ada", "ben"]
    assert [hand_in.refused for hand_in in found.hand_ins] == [None, None]
    assert not (course.root / "submitted/ada/01-sums").exists()
    (line,) = found.notes
    assert line == "submitted/eva/01-sums-of-mine: not graded: it is probably sums; rename it to that"


def test_a_second_folder_with_a_number_is_named_and_left_alone(course: Course) -> None:
    submit(course, "ada", *BOTH)
    other = submit(course, "ada", *BOTH, folder="01-sums", text="other")
    found = look(course)
    assert [hand_in.folder.name for hand_in in found.hand_ins] == ["sums"]
    assert found.notes == (
        "submitted/ada/01-sums: not graded: sums is there as well; keep the one that counts, under that name",
    )
    assert other.is_dir()


def test_a_link_with_a_number_is_not_renamed(course: Course, tmp_path: Path) -> None:
    (course.root / "submitted" / "ada").mkdir(parents=True)
    (course.root / "submitted" / "ada" / "01-sums").symlink_to(tmp_path)
    assert look(course).hand_ins == ()
    assert (course.root / "submitted" / "ada" / "01-sums").is_symlink()


def test_what_is_the_same_of_many_learners_is_one_line():
    def handed_in(learner, *notes):
        return HandIn(learner, Path(learner), (), notes)

    note = "questions.ipynb was not handed in, which counts as 0 points"
    six = [handed_in(name, note) for name in "abcdef"]
    own = handed_in("g", note, "notes.txt is a symbolic link; it was not copied")
    many = lines_about(Submitted((*six, own), ("x lies elsewhere",)))
    assert many == (
        "x lies elsewhere",
        "g: notes.txt is a symbolic link; it was not copied",
        f"7 learners: {note} (a, b, c and 4 more)",
    )
    few = lines_about(Submitted(tuple(six[:5]), ()))
    assert few == tuple(f"{name}: {note}" for name in "abcde")
