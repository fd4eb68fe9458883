"""A released tiny course, submissions to it, and nbgrader's own commands on it, with a stand-in for the judge."""

import json
import os
import subprocess
from pathlib import Path

import forked
import nbformat
import pytest
import tiny_course

from autograder.notebook.cells import find

TESTS = Path(__file__).parent


def nbgrader(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # A bare PATH: the environment need not be activated for its programs to be found.
    environment = {"PATH": os.defpath, "HOME": str(root), "PYTHONPATH": f"{TESTS}:{TESTS.parent}"}
    return forked.run("nbgrader", *arguments, cwd=root, env=environment)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny course, released by nbgrader's own command."""
    root = tmp_path_factory.mktemp("course")
    tiny_course.write(root)
    config = root / "nbgrader_config.py"
    config.write_text(f"import fake_judge\n{config.read_text()}")
    done = nbgrader(root, "generate_assignment", "sums")
    assert done.returncode == 0, done.stderr
    return root


def submit(root: Path, student: str, answer: str = "right", change: object = None, quiz: str = "right") -> None:
    """Hand in the release with `answer` in its solution cell, after `change(notebook)`."""
    folder = root / "submitted" / student / "sums"
    folder.mkdir(parents=True)
    for name, text in (("adding", answer), ("questions", quiz)):
        nb = nbformat.read(root / "assignments" / "01-sums" / f"{name}.ipynb", 4)
        index = find(nb, "add" if name == "adding" else "add-quiz")
        assert index is not None
        nb.cells[index].source = f"# {text}"
        if callable(change) and name == "adding":
            change(nb)
        (folder / f"{name}.ipynb").write_text(json.dumps(nb))
