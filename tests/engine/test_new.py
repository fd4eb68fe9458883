"""`autograder new course`: what it writes works at once, with the engine's wheel and nothing of this repository."""

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from autograder import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def commands(tmp_path_factory) -> Path:
    """The programs of a fresh environment that has the built wheel, and this one's other packages."""
    folder = tmp_path_factory.mktemp("fresh")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = (folder / "dist").glob("*.whl")
    venv.create(folder / "venv")
    programs = folder / "venv" / "bin"
    (packages,) = (folder / "venv" / "lib").glob("python3*/site-packages")
    # A folder on the path alone: its own .pth files, one of which leads to this repository, are not read.
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps"]
    subprocess.run([*install, "--python", programs / "python", wheel], check=True, timeout=120)
    return programs


def run(folder: Path, *command: object) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_course_is_released_graded_and_proven_by_the_wheel_alone(commands, tmp_path):
    course = tmp_path / "course"
    assert "autograder selftest" in run(tmp_path, commands / "autograder", "new", "course", course)
    where = run(course, commands / "python", "-c", "import autograder; print(autograder.__file__)")
    assert str(commands.parent) in where
    run(course, commands / "autograder", "release")
    assert sorted(path.relative_to(course / "assignments").as_posix() for path in course.rglob("assignments/*/*")) == [
        "01-basics/checks",
        "01-basics/leaky-relu-quiz.ipynb",
        "01-basics/leaky-relu.ipynb",
    ]
    files = ["assignments/01-basics/leaky-relu.ipynb", "solutions/basics/leaky-relu.ipynb"]
    stub, solved = json.loads(run(course, commands / "autograder", "grade", *files, "--json", "-"))
    assert (stub["score"], solved["score"], solved["points"]) == (0, 10, 10)
    assert "Every grader is proven." in run(course, commands / "autograder", "selftest")
    assert "passed" in run(course, commands / "python", "-m", "pytest", "-q", "graders/basics/leaky_relu")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    assert cli.main(["new", "course", str(tmp_path)]) == 2
    assert "is there already and not empty: name a new folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
