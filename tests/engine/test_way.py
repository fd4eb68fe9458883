"""A learner's way through a course: the start page, the line in each notebook, progress, and how to begin a notebook anew."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import tiny_course
import torch

from autograder import check, hint, quiz
from autograder.cli import main
from autograder.course.layout import MAP, PROGRESS
from autograder.course.load import load
from autograder.course.map import AssignmentMap, CourseMap, Part, map_from_json, map_to_json
from autograder.course.model import CourseError
from autograder.course.way import START, start_page, with_way
from autograder.gradebook.release import release
from autograder.learner import progress, record
from autograder.learner.display import Unfinished

REPOSITORY = Path(__file__).parents[2]
RIGHT = "def softmax(X):\n    return (X - X.logsumexp(1, keepdim=True)).exp()"
FOLDER = "01-linear-networks"
WRONG = "def softmax(X):\n    return X"

COURSE = CourseMap(
    "Two chapters",
    (
        AssignmentMap(
            "first-steps",
            "01-first-steps",
            "Monday, 01 February 2027, 18:00 CET",
            {"one": "One", "two": "Two", "one-quiz": "Quiz: one"},
            (
                Part("exercise", "f", "one", 4, 20),
                Part("exercise", "g", "one", 2.5, 10, ("f",)),
                Part("exercise", "h", "two", 3),
                Part("quiz", "q", "one-quiz", 8),
            ),
        ),
        AssignmentMap("more", "02-more", "", {"three": "Three"}, (Part("exercise", "k", "three", 1, 0, ("h",)),)),
    ),
)


def notebook(assignment: str, name: str) -> list[str]:
    """The sources of a notebook with one cell of its own, after it got its line."""
    cells = [nbformat.v4.new_markdown_cell("# Own", id="own"), nbformat.v4.new_code_cell("1", id="code")]
    own = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_markdown_cell("The end", id="end")])
    return [cell.source for cell in with_way(own, COURSE, assignment, name).cells]


def test_the_start_page_names_notebooks_points_minutes_and_what_comes_first() -> None:
    page = start_page(COURSE)
    nbformat.validate(page)
    text = "\n".join(cell.source for cell in page.cells)
    assert "## 1. First steps\n\nDue: Monday, 01 February 2027, 18:00 CET" in text
    assert "1. [One](01-first-steps/one.ipynb): 6.5 points, 30 minutes\\\n   You write `f`, `g`\n2. [Two]" in text
    assert "3. [Quiz: one](01-first-steps/one-quiz.ipynb): 8 points" in text.splitlines()
    assert "1. [Three](02-more/three.ipynb): 1 point, needs `h` first\\\n   You write `k`" in text
    assert text.endswith("progress()")
    assert text.index("Run All Above Selected Cell") < text.index("Run the cell `check(...)`")


def test_minutes_that_nobody_knows_are_left_out() -> None:
    bare = CourseMap("Bare", (AssignmentMap("a", "01-a", "", {"n": "N"}, (Part("exercise", "f", "n", 1),)),))
    assert start_page(bare).cells[1].source == "## 1. A\n\n1. [N](01-a/n.ipynb): 1 point\\\n   You write `f`"


def test_each_notebook_begins_and_ends_with_the_line_that_leads_on() -> None:
    top, code, end = notebook("first-steps", "one")
    line = (
        "[Start](../00-start.ipynb) · First steps, 1 of 3 · after: [Two](two.ipynb) · quiz: [Quiz: one](one-quiz.ipynb)"
    )
    assert (top, code, end) == (f"# Own\n\n{line}", "1", f"The end\n\n{line}")
    last = notebook("more", "three")[0].splitlines()[-1]
    assert last == "[Start](../00-start.ipynb) · More, 1 of 1 · before: [Quiz: one](../01-first-steps/one-quiz.ipynb)"


def test_the_quiz_that_comes_next_is_named_once() -> None:
    assert notebook("first-steps", "two")[0].count("one-quiz.ipynb") == 1


def test_code_and_answers_that_are_graded_by_hand_get_no_line() -> None:
    essay = nbformat.v4.new_markdown_cell("Your answer", id="essay")
    marks = {"grade": True, "solution": True, "locked": False, "points": 2, "grade_id": "essay", "schema_version": 3}
    essay.metadata.nbgrader = nbformat.from_dict({**marks, "cell_type": "markdown"})
    for cells in ([], [nbformat.v4.new_code_cell("1", id="code"), essay]):
        before = [cell.source for cell in cells]
        nb = with_way(nbformat.v4.new_notebook(cells=cells), COURSE, "more", "three")
        assert [cell.source for cell in nb.cells] == before


def test_the_map_survives_its_file_and_what_is_no_map_is_refused() -> None:
    assert map_from_json(map_to_json(COURSE)) == COURSE
    for text in ("[]", "{}", "{", '{"title": "T", "assignments": [{"id": 1}]}'):
        with pytest.raises(ValueError, match=r"."):
            map_from_json(text)


def test_course_yml_may_say_minutes_and_what_comes_first(tmp_path: Path) -> None:
    path = tiny_course.write(tmp_path)
    text = path.read_text()
    path.write_text(
        text.replace("points: 4}", "points: 4, minutes: 20}").replace("points: 2}", "points: 2, needs: [add]}")
    )
    (assignment,) = load(path).assignments
    assert assignment.exercises[0].minutes == 20
    assert assignment.quizzes[0].needs == ("add",)
    path.write_text(text.replace("points: 4}", "points: 4, needs: [ad, add-quiz], minutes: 1.5}"))
    with pytest.raises(CourseError) as caught:
        load(path)
    assert "needs[0]: ad is no exercise or quiz above this one" in str(caught.value)
    assert "needs[1]: add-quiz is no exercise or quiz above this one" in str(caught.value)
    assert "minutes: must be a positive whole number" in str(caught.value)


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an assignment that was handed out, with the start page's files above it; the kernel is there."""
    shutil.copytree(REPOSITORY / "assignments" / FOLDER, tmp_path / FOLDER)
    for name in (START, MAP):
        shutil.copy(REPOSITORY / "assignments" / name, tmp_path)
    monkeypatch.chdir(tmp_path / FOLDER)
    return tmp_path / FOLDER


def tried(source: str) -> None:
    names: dict[str, object] = {"torch": torch, "check": check, "hint": hint}
    exec(source, names)
    try:
        exec("check(softmax)", names)
    except Unfinished:
        return


def line_of(id: str, folder: Path) -> str:
    return next(line.strip() for line in progress.notice(folder).text.splitlines() if f" {id} " in f"{line} ")


def test_check_and_hint_remember_what_was_tried(learner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert line_of("softmax", learner).startswith("○ to do")
    tried(WRONG)
    assert line_of("softmax", learner).split() == "✗ not yet softmax checked 1 time".split()
    names: dict[str, object] = {"hint": hint}
    exec(f"{WRONG}\nhint(softmax, 2)", names)
    tried(RIGHT)
    line = line_of("softmax", learner)
    assert line.startswith("✓ public checks pass")
    assert line.endswith("checked 2 times; 2 hints")
    assert "first passed on 20" in line
    assert progress.notice(learner).text.startswith("1 of ")
    assert "Linear networks: 1 of " in progress.notice(learner).text
    assert line_of("softmax", learner.parent) == line  # from the start page's folder
    tried(WRONG)  # an edit that breaks it
    assert line_of("softmax", learner).startswith("✗ no longer")


def test_a_stub_that_nobody_has_filled_in_is_not_counted(learner: Path) -> None:
    tried("def softmax(X):\n    raise NotImplementedError()")
    assert not (learner.parent / PROGRESS).exists()


def test_a_quiz_is_remembered_too(learner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {"quiz": quiz, "first": 1}
    exec('quiz("softmax_quiz", first="number")', names)
    assert line_of("softmax_quiz", learner).startswith("✓ all answers ready")
    assert "first ready on 20" in line_of("softmax_quiz", learner)


def test_nothing_is_remembered_in_the_folder_of_an_author(tmp_path: Path) -> None:
    folder = tmp_path / "solutions"
    folder.mkdir()
    record.remember(folder, "softmax", lambda tried: tried.again(True))
    assert list(tmp_path.iterdir()) == [folder]


def test_a_file_that_is_damaged_or_cannot_be_written_ends_nothing(
    learner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = learner.parent / PROGRESS
    entry = '{"tried": {"linear-networks": {"softmax": {"times": %s, "passed": true, "since": "", "hints": 0}}}}'
    for text in ("", "[]", '{"tried": {"a": 1}}', entry % '"x"', entry % "1e999", "[" * 100_000):
        path.write_text(text)
        assert progress.notice(learner).text.startswith("0 of ")
    tried(RIGHT)
    assert line_of("softmax", learner).startswith("✓")
    path.unlink()
    path.mkdir()  # in the way of the file
    tried(RIGHT)
    assert "all " in capsys.readouterr().out


def test_an_assignment_that_was_fetched_alone_shows_its_own_exercises(learner: Path) -> None:
    (learner.parent / MAP).unlink()
    text = progress.notice(learner).text
    assert "Linear networks: 0 of " in text
    assert "softmax" in text
    with pytest.raises(Unfinished, match=r"there is no course here.*00-start\.ipynb"):
        progress.notice(learner.parent)


def test_the_commands_show_progress_and_reset_a_notebook(learner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["progress", str(learner.parent)]) == 0
    assert "○ to do  softmax" in capsys.readouterr().out
    released = (learner / "softmax.ipynb").read_bytes()
    (learner / "softmax.ipynb").write_text("my own work")
    assert main(["reset", "softmax.ipynb"]) == 0
    assert (learner / "softmax.ipynb").read_bytes() == released
    copies = [next((learner.parent / "autograder-earlier" / FOLDER).iterdir())]
    assert [copy.read_text() for copy in copies] == ["my own work"]
    assert str(copies[0]) in capsys.readouterr().out
    assert main(["reset", "softmaks.ipynb"]) == 2
    said = capsys.readouterr().err
    assert "softmaks.ipynb was not handed out into 01-linear-networks/; there are linear-quiz.ipynb, " in said


def test_two_resets_in_one_second_keep_both_copies(learner: Path) -> None:
    for text in ("first", "second"):
        (learner / "softmax.ipynb").write_text(text)
        main(["reset", "softmax.ipynb"])
    copies = (learner.parent / "autograder-earlier" / FOLDER).iterdir()
    assert {copy.read_text() for copy in copies} == {"first", "second"}


def test_a_learners_installation_shows_progress_without_the_packages_of_grading(learner: Path) -> None:
    lacking = "import sys; sys.modules['yaml'] = None; sys.argv = ['autograder', *sys.argv[1:]]\n"
    command = [sys.executable, "-c", f"{lacking}from autograder.entry import main; sys.exit(main())"]
    shown = subprocess.run([*command, "progress"], capture_output=True, text=True, check=False, env=dict(os.environ))
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "○ to do  softmax" in shown.stdout
    refused = subprocess.run([*command, "grade", "x.ipynb"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "cannot grade" in refused.stderr


def test_a_release_writes_the_start_page_the_map_and_what_reset_needs(tmp_path: Path) -> None:
    course = load(tiny_course.write(tmp_path), check_pieces=False)
    (tmp_path / "graders" / "sums" / "add" / "test_public.py").write_text(
        'from autograder.checks import points\n\n\n@points(1, "it is called")\ndef test_call(student):\n    student.add(1, 2)\n'
    )
    written = {path.name for path in release(course)}
    assert {START, MAP, "adding.original", "questions.original"} <= written
    assert json.loads((tmp_path / "assignments" / MAP).read_text())["assignments"][0]["titles"]["adding"] == "Adding"
    assert release(course) == []
