"""The commands of the README are real: those that grade are run, the others are looked up."""

import re
import shlex
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import few_notebooks
import pytest

from autograder.cli import main
from autograder.course.load import load

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands():
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which the README's learner has handed in: of each assignment one notebook, or what the README names."""
    folder = tmp_path_factory.mktemp("readme") / "course"
    notebooks = set(re.findall(r"([\w-]+)\.ipynb", README))
    for assignment in load(ROOT / "course.yml", check_pieces=False).assignments:
        exercises = Counter(exercise.notebook for exercise in assignment.exercises)
        if not notebooks & exercises.keys():
            notebooks.add(min(exercises, key=lambda notebook: exercises[notebook]))
    few_notebooks.lay_out(folder, notebooks)
    subprocess.run([sys.executable, "-m", "autograder.entry", "release"], cwd=folder, check=True, capture_output=True)
    place = load(folder / "course.yml").assignment("linear-networks")
    target = folder / "submitted" / "ada" / "linear-networks" / "softmax.ipynb"
    target.parent.mkdir(parents=True)
    target.write_bytes((place.release / "softmax.ipynb").read_bytes())
    (folder / "students.csv").write_text("id,first_name,last_name\nada,Ada,Lovelace\n")
    with zipfile.ZipFile(folder / "moodle.zip", "w") as archive:
        archive.write(target, "Ada Lovelace_12345_assignsubmission_file/softmax.ipynb")
    worksheet = 'Identifier,Last modified (submission)\nParticipant 12345,"Monday, 1 February 2027, 6:05 PM"\n'
    (folder / "worksheet.csv").write_text(worksheet)
    return folder


RUN = [line for line in commands() if line.startswith(("autograder", "nbgrader")) and "formgrader" not in line]


def test_the_readme_has_commands_to_run():
    assert len(RUN) >= 6


@pytest.mark.parametrize("line", [line for line in RUN if "selftest" not in line])
def test_each_command_of_the_readme_works(course, line):
    words = [str(path) for word in shlex.split(line) for path in ([*course.glob(word)] if "*" in word else [word])]
    module = {"autograder": "autograder.entry", "nbgrader": "nbgrader"}[words[0]]
    done = subprocess.run([sys.executable, "-m", module, *words[1:]], cwd=course, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text()
    for line in commands():
        for word in shlex.split(line)[1:] if line.startswith("make") else []:
            if word == "&&":
                break
            assert word.replace(".venv/installed", "$(INSTALLED)") + ":" in makefile


@pytest.mark.parametrize("argv", [["grade"], ["no-such-command"], ["grade", "x.ipynb", "--jobs", "0"]])
def test_wrong_usage_has_exit_status_2(argv):
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2


def test_an_unknown_assignment_is_named_with_those_that_there_are(capsys):
    assert main(["--course", str(ROOT / "course.yml"), "release", "no-such"]) == 2
    assert "linear-networks" in capsys.readouterr().err


def test_a_course_with_mistakes_is_one_list_and_no_traceback(tmp_path, capsys):
    (tmp_path / "course.yml").write_text("schema: 1\ntitel: x\nassignments: 3\n")
    assert main(["--course", str(tmp_path / "course.yml"), "release"]) == 2
    said = capsys.readouterr().err
    assert "course.yml:2" in said
    assert "Traceback" not in said


def test_a_missing_course_file_is_one_line(tmp_path, capsys):
    assert main(["--course", str(tmp_path / "course.yml"), "grade", "softmax.ipynb"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
