"""Learners whose code is alike share a report and outputs; no word that one of them wrote is in another's files."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import classroom
import nbformat
import pytest
from classroom import NBGRADERS, OURS, Undisturbed
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

CLASS = ("ada", "ben", "cleo", "dan")


def word(learner: str) -> str:
    return f"word-of-{learner}"


def secret(learner: str) -> str:
    """An attachment's bytes, as they stand in a notebook."""
    return base64.b64encode(word(learner).encode()).decode()


def write_words(path: Path, learner: str) -> None:
    """Puts the learner's word wherever a notebook can hold one, and no other code than everybody's."""
    nb = nbformat.read(path, 4)
    picture = {"a.png": {"image/png": secret(learner)}}
    nb.cells.insert(0, new_markdown_cell(f"{word(learner)} ![](attachment:a.png)", attachments=picture))
    nb.cells.append(new_raw_cell(word(learner), id=word(learner)))
    nb.cells.append(new_code_cell("1 + 1", id=f"code-{word(learner)}", metadata={"tags": [word(learner)]}))
    if learner > "b":  # more cells that are no code, so that the same code stands in other places
        nb.cells[2:2] = [new_markdown_cell(f"{word(learner)}, more") for _ in learner]
    for cell in nb.cells:
        cell.metadata["author"] = word(learner)
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text=word(learner))]
    nb.metadata["author"] = word(learner)
    path.write_text(json.dumps(nb))


@pytest.fixture
def root(undisturbed: Undisturbed, tmp_path: Path) -> Path:
    root = Path(shutil.copytree(undisturbed.before, tmp_path / "class"))
    shutil.rmtree(root / "submitted")
    for learner in CLASS:
        classroom.hand_in(root, learner, "wrong", "2026-11-03 12:00:00 UTC")
        for path in (root / "submitted" / learner / "sums").glob("*.ipynb"):
            write_words(path, learner)
    return root


@pytest.mark.parametrize("command", [OURS, (*OURS[:-1], "1"), NBGRADERS], ids=["two jobs", "one job", "nbgrader"])
def test_no_word_of_one_learner_is_in_the_files_of_another(root: Path, command: tuple[str, ...]) -> None:
    shutil.rmtree(root / "autograded")
    for step in (command, ("nbgrader", "generate_feedback", "sums", "--log-level=ERROR")):
        done = classroom.run(root, step)
        assert done.returncode == 0, done.stderr
    for learner in CLASS:
        files = [*root.glob(f"*/{learner}/sums/*"), *root.glob(f"reports/sums/{learner}/*")]
        made = [path for path in files if path.parts[-4] != "submitted"]
        assert {path.suffix for path in made} >= {".ipynb", ".html"}
        for path in made:
            text = path.read_text()
            for other in set(CLASS) - {learner}:
                assert word(other) not in text, f"{path} has what {other} wrote"
                assert secret(other) not in text, f"{path} has what {other} attached"
        graded = nbformat.read(root / "autograded" / learner / "sums" / "adding.ipynb", 4)
        assert graded.cells[0].source.startswith(word(learner))
        assert graded.cells[0].attachments["a.png"]["image/png"] == secret(learner)
        assert word(learner) in [cell.source for cell in graded.cells if cell.cell_type == "raw"]
    assert len({scores for key, scores in classroom.grades(root).items() if key[1:] == ("adding", "check_add")}) <= 2


def test_alike_code_is_judged_once_and_everybody_gets_its_outputs(root: Path) -> None:
    (root / classroom.quick_judge.NOTES).unlink(missing_ok=True)
    done = classroom.run(root, OURS)
    assert done.returncode == 0, done.stderr
    assert len((root / classroom.quick_judge.NOTES).read_text().splitlines()) == 2  # one for each notebook
    for learner in CLASS:
        graded = nbformat.read(root / "autograded" / learner / "sums" / "adding.ipynb", 4)
        shown = [cell.outputs for cell in graded.cells if cell.cell_type == "code" and "def helper" in cell.source]
        assert [output.text for output in shown[0]] == ["a warning of the submission"]
