"""An exercise that is added to a graded notebook, or taken out, costs no other grade."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
import quick_class
import tiny_course
from quick_class import QuickClass

from autograder.cli import main
from autograder.gradebook.release import ReleaseError


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada", "ben"])
    room.autograde()
    room.ask("update grade set manual_score = 1.5, needs_manual_grade = 0 where auto_score = 4")
    return room


def add_exercise(room: QuickClass) -> None:
    """`more`, in the same notebook as `add`."""
    room.course("{id: add, notebook: adding, points: 4}", ADD_AND_MORE)
    path = room.root / "solutions" / "sums" / "adding.ipynb"
    nb = nbformat.read(path, 4)
    nb.cells += [tiny_course.solution_cell(tiny_course.SOLUTION.replace("def add", "def more"), "more")]
    nb.cells += [tiny_course.graded_cell("more")]
    nbformat.write(nb, path)
    folder = room.root / "graders" / "sums"
    for name in ("test_public.py", "test_hidden.py"):
        (folder / "more" / "answers").mkdir(parents=True, exist_ok=True)
        (folder / "more" / name).touch()


def take_out(room: QuickClass) -> None:
    """`add`; `more` stays."""
    room.course(ADD_AND_MORE, ADD_AND_MORE.splitlines()[1].removeprefix("      - "))
    path = room.root / "solutions" / "sums" / "adding.ipynb"
    nb = nbformat.read(path, 4)
    nb.cells = [cell for cell in nb.cells if cell.id not in ("cell-of-add", "check-of-add")]
    nbformat.write(nb, path)


ADD_AND_MORE = "{id: add, notebook: adding, points: 4}\n      - {id: more, notebook: adding, points: 3}"


def manual(room: QuickClass) -> list[float]:
    return [score for (score,) in room.ask("select manual_score from grade where manual_score is not null")]


def test_without_the_option_the_line_says_what_is_new_and_what_to_do(
    room: QuickClass, capsys: pytest.CaptureFixture[str]
) -> None:
    before = room.ask("select * from grade order by id")
    released = (room.root / "assignments" / "01-sums" / "adding.ipynb").read_bytes()
    add_exercise(room)
    assert main(["--course", str(room.root / "course.yml"), "release", "sums"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert (
        "sums/adding has other cells than the gradebook (new: check_more, more), which has submissions of 2 learners"
        in line
    )
    assert "`autograder release --replace sums`" in line
    assert room.ask("select * from grade order by id") == before
    assert (room.root / "assignments" / "01-sums" / "adding.ipynb").read_bytes() == released


def test_a_new_exercise_is_graded_for_everybody_and_other_grades_stay(room: QuickClass) -> None:
    add_exercise(room)
    assert room.release(replace=True)
    assert room.scores()["ada"] == {"check_add": 4, "check_add-quiz": 2, "check_more": None}
    assert manual(room) == [1.5, 1.5]
    assert room.ask("select needs_manual_grade from grade where manual_score is not null") == [(0,), (0,)]
    assert not (room.root / "removed-grades.jsonl").exists()
    assert room.autograde().graded == ("ada", "ben")  # nothing that they wrote is right for it
    assert room.scores()["ben"] == {"check_add": 4, "check_add-quiz": 2, "check_more": 1.5}
    assert manual(room) == [1.5, 1.5]
    assert room.release(replace=True) == []


def test_grades_of_an_exercise_that_is_gone_are_written_to_a_file(room: QuickClass) -> None:
    add_exercise(room)
    room.release(replace=True)
    room.autograde()
    take_out(room)
    with pytest.raises(ReleaseError, match=r"\(gone: add, check_add\)"):
        room.release()
    room.release(replace=True)
    assert room.scores()["ada"] == {"check_add-quiz": 2, "check_more": 1.5}
    lines = [json.loads(line) for line in (room.root / "removed-grades.jsonl").read_text().splitlines()]
    assert {line["learner"] for line in lines} == {"ada", "ben"}
    assert lines[0] == {
        "assignment": "sums",
        "notebook": "adding",
        "cell": "check_add",
        "learner": lines[0]["learner"],
        "score": 4.0,
        "manual_score": 1.5,
    }
    orphans = "select count(*) from {} where cell_id not in (select id from base_cell)"
    assert [room.ask(orphans.format(table)) for table in ("grade", "comment")] == [[(0,)], [(0,)]]
    assert room.autograde().graded == ("ada", "ben")


def test_a_whole_notebook_may_be_new_or_gone(room: QuickClass) -> None:
    room.course("    quizzes:\n      - {id: add-quiz, notebook: questions, points: 2}\n", "")
    (room.root / "solutions" / "sums" / "questions.ipynb").unlink()
    with pytest.raises(ReleaseError, match=r"sums has other notebooks than the gradebook \(gone: questions\)"):
        room.release()
    room.release(replace=True)
    assert room.scores()["ada"] == {"check_add": 4}
    nbformat.write(tiny_course.solutions()["questions"], room.root / "solutions" / "sums" / "questions.ipynb")
    with (room.root / "course.yml").open("a") as file:
        file.write("    quizzes:\n      - {id: add-quiz, notebook: questions, points: 2}\n")
    room.release(replace=True)
    assert room.autograde().graded == ("ada", "ben")
    assert room.scores()["ada"] == {"check_add": 4, "check_add-quiz": 2}
    assert manual(room) == [1.5, 1.5]


def test_a_notebook_that_is_renamed_keeps_its_grades_and_what_was_handed_in(room: QuickClass) -> None:
    room.course("notebook: adding", "notebook: sums-of-two")
    folder = room.root / "solutions" / "sums"
    (folder / "adding.ipynb").rename(folder / "sums-of-two.ipynb")
    with pytest.raises(
        ReleaseError, match=r"adding is sums-of-two now, .*--replace sums` renames it there and in what"
    ):
        room.release()
    room.release(replace=True)
    assert not (room.root / "removed-grades.jsonl").exists()
    assert room.scores() == {name: {"check_add": 4, "check_add-quiz": 2} for name in ("ada", "ben")}
    assert manual(room) == [1.5, 1.5]
    names = ["questions.ipynb", "sums-of-two.ipynb"]
    for step in ("submitted", "autograded"):
        assert sorted(path.name for path in (room.root / step / "ada" / "sums").glob("*.ipynb")) == names
    assert room.autograde().graded == ("ada", "ben")
    assert manual(room) == [1.5, 1.5]
    assert room.ask("select needs_manual_grade from grade where manual_score is not null") == [(0,), (0,)]
    assert [path.name for path in (room.root / "reports/sums/ada").iterdir()].count("adding.json") == 0
    handed_in = room.root / "submitted" / "ben" / "sums"
    (handed_in / "sums-of-two.ipynb").rename(handed_in / "adding.ipynb")  # by who has the earlier release still
    ((learner, reason),) = room.autograde().failed
    assert learner == "ben"
    assert "sums-of-two.ipynb is missing; adding.ipynb is probably it: rename it to sums-of-two.ipynb" in reason


def test_an_exercise_that_moves_to_another_notebook_is_a_loss_that_is_said_before(room: QuickClass) -> None:
    room.course("{id: add, notebook: adding, points: 4}", "{id: add, notebook: questions, points: 4}")
    folder = room.root / "solutions" / "sums"
    notebooks = {name: nbformat.read(folder / f"{name}.ipynb", 4) for name in ("adding", "questions")}
    notebooks["questions"].cells += notebooks["adding"].cells
    nbformat.write(notebooks["questions"], folder / "questions.ipynb")
    (folder / "adding.ipynb").unlink()
    with pytest.raises(
        ReleaseError, match=r"check_add was in adding, and is in questions now: the answers of 2 learners"
    ):
        room.release()
    room.release(replace=True)
    assert len((room.root / "removed-grades.jsonl").read_text().splitlines()) == 2


def test_a_release_that_fails_leaves_the_gradebook_as_it_was(room: QuickClass) -> None:
    before = room.ask("select name, max_score from grade_cells join base_cell using (id) order by name")
    add_exercise(room)
    path = room.root / "solutions" / "sums" / "questions.ipynb"  # comes after the notebook that is changed
    path.write_text(path.read_text().replace("### END SOLUTION", "").replace("answer = 3", "### BEGIN SOLUTION"))
    with pytest.raises(ReleaseError, match="no end solution"):
        room.release(replace=True)
    assert room.ask("select name, max_score from grade_cells join base_cell using (id) order by name") == before
