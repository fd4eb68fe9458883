"""A quiz in the folder of a learner whose numbers it does not have: graded by what it shows, and never in silence."""

import json
import os
import shutil
import subprocess
import warnings
from pathlib import Path

import few_notebooks
import forked
import nbformat
import pytest

from autograder import demo
from autograder.course.load import load
from autograder.gradebook.release import release
from autograder.quiz.attribution import named
from autograder.quiz.questions import load as load_questions
from autograder.report.model import submission_report, unreadable

QUIZ = demo.QUIZ
# Folder -> what stands after `learner =` in the notebook.
CLASS = {"ada": '"Ada "', "ben": '"ada"', "20231234": "20231234", "fay": '""', "gil": "np.str_('gil')"}
SLIP = 'ben handed in a notebook that says learner = "ada"; graded are the numbers of ada'


@pytest.fixture(scope="module")
def course_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("attribution") / "course"
    few_notebooks.lay_out(folder)
    course = load(folder / "course.yml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        release(course, [demo.ASSIGNMENT])
    quiz = next(quiz for quiz in course.assignment(demo.ASSIGNMENT).quizzes if quiz.notebook == QUIZ)
    asked = {question.id: question for question in load_questions(quiz.questions).questions}
    for learner, says in CLASS.items():
        author = {"ben": "ada", "fay": ""}.get(learner, learner)
        place = folder / "submitted" / learner / demo.ASSIGNMENT
        place.mkdir(parents=True)
        shutil.copy(course.assignment(demo.ASSIGNMENT).release / f"{demo.NOTEBOOK}.ipynb", place)
        nb = nbformat.read(course.assignment(demo.ASSIGNMENT).release / f"{QUIZ}.ipynb", as_version=4)
        cell = next(cell for cell in nb.cells if cell.cell_type == "code")
        cell.source = f"import numpy as np\nfrom autograder import numbers, quiz\n\nlearner = {says}"
        k = asked["first_loss"].numbers(author)["k"]
        for cell in nb.cells:
            if cell.source.startswith("first_loss ="):
                cell.source = f"first_loss = np.float32(np.log({k}))"
        nbformat.write(nb, place / f"{QUIZ}.ipynb")
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return forked.run(*command, cwd=folder, env=os.environ)


def test_grade_reports_a_slip_of_the_id_and_counts_the_numbers_that_were_shown(course_folder):
    files = [f"submitted/{learner}/{demo.ASSIGNMENT}/{QUIZ}.ipynb" for learner in CLASS]
    done = run(course_folder, "autograder.entry", "grade", *files, "--json", "reports.json")
    assert done.returncode == 0, done.stderr
    reports = json.loads((course_folder / "reports.json").read_text())
    assert [(report["learner"], report["file"]) for report in reports] == list(zip(CLASS, files, strict=True))
    found = {learner: report["exercises"][0] for learner, report in zip(CLASS, reports, strict=True)}
    assert {learner: report["score"] for learner, report in found.items()} == dict.fromkeys(CLASS, 1.0) | {"fay": 0.0}
    assert {learner: report["numbers_of"] for learner, report in found.items()} == {
        "ada": "ada", "ben": "ada", "20231234": "20231234", "fay": "", "gil": "gil",
    }  # fmt: skip
    assert {learner for learner, report in found.items() if "notice" in report} == {"ben", "fay"}
    assert found["ben"]["notice"] == SLIP
    assert f"Note: {SLIP}." in done.stdout


def test_autograde_and_nbgrader_say_so_in_one_line_and_on_the_page(course_folder):
    done = run(course_folder, "autograder.entry", "autograde", demo.ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "learner =" in line] == [f"{demo.ASSIGNMENT}/{QUIZ}: {SLIP}"]
    assert len([line for line in done.stderr.splitlines() if "gave no id" in line]) == 1
    theirs = run(course_folder, "nbgrader", "autograde", demo.ASSIGNMENT, "--student=ben", "--force")
    assert theirs.returncode == 0, theirs.stderr
    assert f"{demo.ASSIGNMENT}/{QUIZ}: {SLIP}" in theirs.stderr
    for learner in CLASS:
        nb = nbformat.read(course_folder / "autograded" / learner / demo.ASSIGNMENT / f"{QUIZ}.ipynb", as_version=4)
        page = nb.cells[-1].outputs[0].data["text/html"]
        assert ("<strong>Note:</strong>" in page) == (learner in ("ben", "fay"))


@pytest.mark.parametrize(
    ("path", "learner"),
    [("submitted/ada/sums/adding.ipynb", "ada"), ("adding.ipynb", None), ("submitted/ada/other/adding.ipynb", None)],
)
def test_a_report_names_its_file_and_whose_it_is(path, learner):
    report = named(submission_report("sums", "adding", "cpu", (), ()), Path(path))
    assert (report.learner, report.file) == (learner, path)


def test_so_does_one_on_a_file_that_cannot_be_read():
    data = named(unreadable("adding", "it is empty"), Path("submitted/ada/sums/adding.ipynb")).to_json()
    assert (data["learner"], data["file"], data["error"]) == ("ada", "submitted/ada/sums/adding.ipynb", "it is empty")
