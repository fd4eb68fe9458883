"""What a judge's origin imports before the forks, and what it does without: each costs every command its time."""

from pathlib import Path

import forked
import pytest

GRADERS = Path(__file__).resolve().parents[3] / "graders"


def modules_after(program):
    """The names of all modules that a process with torch alone has when it has run `program`."""
    done = forked.program(f"{program}\nimport sys\nprint(*sys.modules)")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(("exercise", "needed"), [("corr2d", True), ("softmax", False)])
def test_what_draws_pictures_is_imported_where_an_exercise_has_one(exercise, needed):
    folder = next(GRADERS.glob(f"*/{exercise}"))
    program = (
        f"from pathlib import Path\nfrom autograder.grading.pictures import prepare\nprepare([Path({str(folder)!r})])"
    )
    assert ("matplotlib.figure" in modules_after(program)) == needed


def test_courses_and_launchers_do_without_nbformat():
    assert "nbformat" not in modules_after(
        "import autograder.cli, autograder.grading.judges, autograder.sandbox.launcher"
    )
