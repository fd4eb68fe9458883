"""Stand-ins for the judge, which a course's nbgrader_config.py brings, are gone when the test is over that has read it."""

import sys
from pathlib import Path

import pytest

from autograder.course.load import load
from autograder.gradebook.config import nbgrader_config
from autograder.grading.judges import Nursery

TESTS = Path(__file__).parents[1]


def test_one_that_reads_such_a_file_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tiny_course

    monkeypatch.syspath_prepend(TESTS / "hostile")
    tiny_course.write(tmp_path)
    config = tmp_path / "nbgrader_config.py"
    config.write_text(f"import fake_judge, quick_judge\nquick_judge.take_over()\n{config.read_text()}")
    nbgrader_config(load(tmp_path / "course.yml"))
    assert Nursery.fork.__module__ == "quick_judge"
    assert not hasattr(sys.modules["autograder.grading.grade"], "__file__")


def test_the_next_one_has_not() -> None:
    from autograder.grading import grade
    from autograder.grading.grade import grade_notebook

    assert Nursery.fork.__module__ == Nursery.__init__.__module__ == "autograder.grading.judges"
    assert grade_notebook is grade.grade_notebook
    assert grade.__file__ is not None
