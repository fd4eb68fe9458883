"""The class of `make demo`."""

import ast
import shutil
from pathlib import Path

import nbformat
import pytest

from autograder import demo
from autograder.course.load import load
from autograder.quiz.grade import grade_quiz
from autograder.remote.executor import Executor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "course"
    demo.lay_out(ROOT, folder)
    shutil.copytree(ROOT / "assignments", folder / "assignments", dirs_exist_ok=True)
    course = load(folder / "course.yml")
    demo.hand_in_quizzes(course)
    return course


def written(nb):
    """What the notebook's cells assign in their last lines, where that is plain data."""
    answers = {}
    for cell in nb.cells:
        last = ast.parse(cell.source).body[-1:] if cell.cell_type == "code" else []
        if last and isinstance(last[0], ast.Assign) and not isinstance(last[0].value, ast.Call):
            answers[last[0].targets[0].id] = ast.literal_eval(last[0].value)
    return answers


@pytest.mark.parametrize("learner", demo.KNOWN)
def test_a_quiz_earns_the_points_of_the_questions_that_its_learner_knows(course, learner):
    assignment = course.assignment(demo.ASSIGNMENT)
    quiz = next(quiz for quiz in assignment.quizzes if quiz.notebook == demo.QUIZ)
    path = course.root / "submitted" / learner / demo.ASSIGNMENT / f"{demo.QUIZ}.ipynb"
    nb = nbformat.read(path, as_version=4)
    nbformat.validate(nb)
    report = grade_quiz(quiz, Executor(written(nb)))
    questions = demo.load_questions(quiz.questions).questions
    known = {question.id for question in questions[: demo.KNOWN[learner]]}
    least = quiz.points * sum(q.points for q in questions if q.id in known) / sum(q.points for q in questions)
    if known == {question.id for question in questions}:
        assert report.score == quiz.points
    else:  # the wrong choice may earn a part of a question whose choices count one by one
        assert least - 1e-3 <= report.score < least + 2
        assert report.score < quiz.points
