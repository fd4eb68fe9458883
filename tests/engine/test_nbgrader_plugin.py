"""The real `nbgrader` commands, in a temporary course whose judge is a stand-in."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat
import pytest
import tiny_course
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.nbgraderformat import ValidationError
from nbgrader.preprocessors import CheckCellMetadata
from nbgrader_class import TESTS, nbgrader, submit
from nbgrader_class import released as released
from traitlets.config import Config

from autograder.gradebook.plugin import CheckMetadata, Grade, Restore, configuration, configure
from autograder.notebook.cells import find, read


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "course"))


def scores(root: Path, notebook: str = "adding") -> dict[str, float | None]:
    """What the gradebook says, None for a submission that has not been scored."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        return {
            submission.student.id: submission.grades[0].auto_score
            for submission in gradebook.notebook_submissions(notebook, "sums")
        }


def test_nbgraders_own_command_releases_what_autograder_release_does(released: Path) -> None:
    nb = read(released / "assignments" / "01-sums" / "adding.ipynb")
    assert nb.cells[3].metadata.nbgrader.points == 4
    assert "secret" not in str(nb)
    with Gradebook(f"sqlite:///{released}/gradebook.db") as gradebook:
        assert str(gradebook.find_assignment("sums").duedate) == "2027-02-01 17:00:00"
    # Points of submissions not handed in, and everything else, are as nbgrader has them.
    assert scores(released) == {}


def _duplicate(nb: NotebookNode) -> None:
    forged = nbformat.from_dict(nb.cells[3])
    forged.metadata.tags = ["skip-execution"]
    forged.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "4.0"}, execution_count=1)]
    nb.cells.insert(0, forged)
    nb.cells.append(nbformat.from_dict(forged))


def _foreign_schema(nb: NotebookNode) -> None:
    nb.cells[3].metadata.nbgrader.schema_version = 99
    nb.cells[2].metadata.nbgrader.schema_version = 1
    nb.cells[1].metadata.nbgrader = "text"


def _points(nb: NotebookNode) -> None:
    nb.cells[3].metadata.nbgrader.points = 1000


def _kernel(nb: NotebookNode) -> None:
    nb.metadata = {"kernelspec": {"name": "bash", "display_name": "Bash", "language": "bash"}, "language": 3}


CHANGES = {
    "deleted": lambda nb: nb.cells.pop(3),
    "duplicated": _duplicate,
    "retyped": lambda nb: nb.cells[3].update(cell_type="markdown"),
    "moved": lambda nb: nb.cells.insert(0, nb.cells.pop(3)),
    "edited": lambda nb: nb.cells[3].update(source="4.0"),
    "foreign_schema": _foreign_schema,
    "repriced": _points,
    "rekernelled": _kernel,
    "emptied": lambda nb: nb.cells.clear(),
}


def test_a_class_is_graded_whatever_was_done_to_the_locked_cells(course: Path) -> None:
    """One batch: tampering neither gains a point, nor loses one, nor stops the others."""
    for name, change in CHANGES.items():
        submit(course, f"right-{name}", "right", change)
        submit(course, f"wrong-{name}", "wrong", change)
    done = nbgrader(course, "autograde", "sums")
    assert done.returncode == 0, done.stderr
    expected = {f"{kind}-{name}": score for name in CHANGES for kind, score in (("right", 4), ("wrong", 2))}
    # Without its cells a notebook has lost the answer too.
    assert scores(course) == expected | {"right-emptied": 2}
    assert set(scores(course, "questions").values()) == {2}
    _assert_outputs(course / "autograded" / "wrong-duplicated" / "sums" / "adding.ipynb")


def _assert_outputs(path: Path) -> None:
    nb = nbformat.read(path, 4)
    index = find(nb, "check_add")
    assert index is not None
    duplicate = nb.cells[-1]
    note, *saved = duplicate.outputs
    assert "Not run again" in note.data["text/plain"]
    assert [(output.output_type, output.data) for output in saved] == [("display_data", {"text/plain": "4.0"})]
    display, result = nb.cells[index].outputs
    assert result.output_type == "execute_result"
    assert result.data == {"text/plain": "2.0"}
    assert "<b>wrong</b>" not in display.data["text/html"]
    assert "half of it" in display.data["text/html"]
    assert "half of it" in display.data["text/plain"]
    assert sum(output.output_type == "execute_result" for cell in nb.cells for output in cell.get("outputs", ())) == 1


def test_a_grader_fault_gives_no_score_and_spares_the_others(course: Path) -> None:
    submit(course, "ada", "right")
    for name in ("grader error", "judge raises", "no report"):
        submit(course, name.replace(" ", "-"), name)
    submit(course, "zoe", "wrong")
    done = nbgrader(course, "autograde", "sums")
    assert done.returncode == 1
    assert scores(course) == {"ada": 4, "grader-error": None, "judge-raises": None, "no-report": None, "zoe": 2}
    assert "sums/adding: add has no score: the grader failed, not the learner (what went" in done.stderr
    assert "(the judge gave no result)" in done.stderr
    assert sorted(folder.name for folder in (course / "autograded").glob("*/sums")) == ["sums", "sums"]


def _scripts(nb: NotebookNode) -> None:
    picture = {"a.png": {"image/png": 'aGk="><script>alert(6)</script>'}}
    nb.cells.append(
        nbformat.v4.new_markdown_cell(
            "> quoted **bold** $a<b$ `x<y`\n\n<script>alert(1)</script> <img src=x onerror=alert(2)>"
            " [run](javascript:alert(3)) <a href='data:text/html,alert(4)'>x</a> <style>*{color:red}</style>"
            " ![](attachment:a.png)",
            attachments=picture,
        )
    )
    nb.cells.append(nbformat.v4.new_raw_cell("<script>alert(5)</script>", metadata={"raw_mimetype": "text/html"}))


def test_a_feedback_page_runs_nothing_that_a_learner_wrote(course: Path) -> None:
    submit(course, "eve", "wrong", _scripts)
    assert nbgrader(course, "autograde", "sums").returncode == 0
    done = nbgrader(course, "generate_feedback", "sums")
    assert done.returncode == 0, done.stderr
    page = (course / "feedback" / "eve" / "sums" / "adding.html").read_text()
    soup = BeautifulSoup(page, "html.parser")
    assert "alert(" not in "".join(script.text for script in soup.find_all("script"))
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    assert not [link for link in soup.find_all("a") if str(link.get("href", "")).startswith(("javascript:", "data:"))]
    assert "color:red" not in page
    assert soup.find("blockquote").find("strong").text == "bold"
    assert soup.find("math").text == "a<b"
    assert "half of it" in page


BROKEN = {
    "broken": (b'{"cells": [', "broken JSON"),
    "empty": (b"", "adding.ipynb: is empty"),
    "latin": (b'{"nbformat": 4, "cells": [], "x": "\xe9"}', "is not UTF-8 text"),
    "future": (b'{"nbformat": 7, "cells": []}', "has the newer notebook format 7"),
}


def test_an_unreadable_notebook_costs_only_itself(course: Path) -> None:
    for student, (data, _) in BROKEN.items():
        submit(course, student)
        (course / "submitted" / student / "sums" / "adding.ipynb").write_bytes(data)
    submit(course, "utf16")
    path = course / "submitted" / "utf16" / "sums" / "adding.ipynb"
    path.write_bytes(path.read_text().encode("utf-16"))
    submit(course, "linked")
    path = course / "submitted" / "linked" / "sums" / "adding.ipynb"
    path.unlink()
    path.symlink_to(course / "submitted" / "utf16" / "sums" / "adding.ipynb")
    submit(course, "zoe", "wrong")
    done = nbgrader(course, "autograde", "sums")
    assert done.returncode == 1
    assert scores(course) == dict.fromkeys(BROKEN) | {"linked": None, "utf16": 4, "zoe": 2}
    assert "adding.ipynb: is a symbolic link" in done.stderr
    for _, message in BROKEN.values():
        assert message in done.stderr


def test_a_missing_notebook_scores_nothing_and_an_unknown_one_is_ignored(course: Path) -> None:
    submit(course, "ada")
    folder = course / "submitted" / "ada" / "sums"
    (folder / "adding.ipynb").unlink()
    nbformat.write(nbformat.v4.new_notebook(), folder / "notes.ipynb")
    assert nbgrader(course, "autograde", "sums").returncode == 0
    assert scores(course) == {"ada": 0}
    assert scores(course, "questions") == {"ada": 2}


def test_points_that_changed_since_the_release_are_refused_with_the_remedy(course: Path) -> None:
    submit(course, "ada")
    (course / "course.yml").write_text(tiny_course.COURSE.replace("points: 4", "points: 5"))
    done = nbgrader(course, "autograde", "sums")
    assert done.returncode == 1
    assert scores(course) == {"ada": None}
    assert "the release's points are not those of course.yml; run `autograder release sums`" in done.stderr


def test_a_broken_course_ends_an_nbgrader_command_with_every_problem_and_no_traceback(course: Path) -> None:
    submit(course, "ada")
    (course / "course.yml").write_text(tiny_course.COURSE.replace("points: 4", "points: -4").replace("title", "titel"))
    done = nbgrader(course, "autograde", "sums")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "course.yml:1: title: is missing",
        "course.yml:2: titel: unknown key; did you mean title?",
        "course.yml:7: assignments[0].exercises[0].points: must be a positive number, not -4",
    ]
    assert not (course / "autograded").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("ImportError('no such package')", "no such package; install the course into this Python first: make .venv"),
        ("OSError('the disk is gone')", "OSError: the disk is gone"),
    ],
)
def test_nbgrader_does_not_go_on_without_its_configuration(course: Path, error: str, said: str) -> None:
    submit(course, "ada")
    shutil.copy(TESTS.parent / "nbgrader_config.py", course)
    (course / "autograder.py").write_text(f"raise {error}")
    environment = {"PATH": os.defpath, "HOME": str(course), "PYTHONPATH": str(course)}
    command = [sys.executable, "-m", "nbgrader", "autograde", "sums"]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr == f"nbgrader_config.py: {said}\n"
    assert not (course / "autograded").exists()


def _names(steps: Iterable[type]) -> list[str]:
    return [step.__name__ for step in steps]


def test_nothing_executes_a_submission_in_this_process() -> None:
    config = configuration()
    assert _names(config.Autograde.autograde_preprocessors)[0] == "Grade"
    assert "Execute" not in _names(config.Autograde.autograde_preprocessors)
    assert _names(config.Autograde.sanitize_preprocessors)[:2] == ["Restore", "DeduplicateIds"]
    assert _names(config.GenerateAssignment.preprocessors)[0] == "Prepare"


def test_metadata_that_was_found_sound_is_not_checked_again_and_other_metadata_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked = []
    monkeypatch.setattr(CheckMetadata, "_sound", set())
    monkeypatch.setattr(CheckCellMetadata, "preprocess", lambda self, nb, resources: checked.append(nb))
    config = configuration()
    assert "CheckMetadata" in _names(config.Autograde.sanitize_preprocessors)
    assert "CheckCellMetadata" not in _names(config.Autograde.sanitize_preprocessors)
    mark = {"grade": True, "solution": False, "locked": True, "schema_version": 3, "grade_id": "check_f", "points": 1}
    sound, same, other = (
        new_notebook(cells=[new_code_cell(source, metadata={"nbgrader": {**mark, "points": points}})])
        for source, points in (("f()", 1), ("f(2)", 1), ("f()", 2))
    )
    for nb in (sound, same, other, sound):
        CheckMetadata().preprocess(nb, {})
    assert checked == [sound, other]


def test_metadata_that_is_not_sound_is_refused_each_time() -> None:
    cell = new_code_cell("f()", metadata={"nbgrader": {"grade": True, "solution": False, "schema_version": 3}})
    for _ in range(2):
        with pytest.raises(ValidationError):
            CheckMetadata().preprocess(new_notebook(cells=[cell]), {})


def test_a_running_jupyterlab_survives_a_broken_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "course.yml").write_text("")
    monkeypatch.chdir(tmp_path)
    config = Config()
    configure(config)
    assert Grade in config.Autograde.autograde_preprocessors
    assert Restore in config.Autograde.sanitize_preprocessors
