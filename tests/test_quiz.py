"""Quizzes from the question file to the score: notebooks, forms of answers, grading, and what must stay secret."""

import re
import textwrap
from pathlib import Path

import nbformat
import pytest
import torch
import yaml

from autograder import numbers, quiz, quizbook, quizforms
from autograder.course import Quiz, load
from autograder.judge.quiz import grade_quiz
from autograder.notice import Unfinished
from autograder.questions import Question, QuizError
from autograder.questions import load as load_questions
from autograder.report import ExerciseReport, Verdict
from autograder.sandbox.executor import Executor

ROOT = Path(__file__).parents[1]
COURSE = load(ROOT / "course.yml", check_pieces=False)
QUIZZES = {quiz.id: (assignment, quiz) for assignment in COURSE.assignments for quiz in assignment.quizzes}

FILE = """
title: "Quiz: everything"
intro: One question of each kind.
questions:
  - id: single
    kind: single
    title: one choice
    prompt: Which?
    choices:
      - {text: right one, right: true}
      - {text: wrong one, reason: the reason of wrong one}
      - {text: wrong two, reason: the reason of wrong two}
    explanation: secret of single
  - id: multiple
    kind: multiple
    title: some choices
    prompt: Which?
    choices:
      - {text: yes one, right: true}
      - {text: yes two, right: true}
      - {text: not this, reason: the reason of not this}
    explanation: secret of multiple
  - id: each
    kind: multiple
    partial: per-choice
    points: 2
    title: each choice
    prompt: Which?
    choices:
      - {text: up, right: true}
      - {text: down, right: true}
      - {text: charm, reason: the reason of charm}
      - {text: bottom, reason: the reason of bottom}
    explanation: secret of each
  - id: number
    kind: number
    title: a number
    prompt: n squared?
    variants: {n: 11..99}
    key: n*n
    tolerance: 0.5
    explanation: secret of number
  - id: shape
    kind: shape
    title: a shape
    prompt: Which?
    variants: {h: 10..30, w: [40, 50, 60]}
    key: [h, 1, w//2]
    explanation: secret of shape
  - id: tensor
    kind: tensor
    title: a tensor
    prompt: Which?
    key: [[1, 0.5], [0, 2]]
    explanation: secret of tensor
  - id: formula
    kind: expression
    title: a formula
    prompt: The square of the sum?
    variables: {x: [-2, 2], y: [0.1, 3]}
    key: (x + y)**2
    explanation: secret of formula
  - id: ordering
    kind: ordering
    title: an order
    prompt: Sort!
    lines: [first, second, third, fourth]
    explanation: secret of ordering
"""


@pytest.fixture
def a_quiz(tmp_path) -> Quiz:
    path = tmp_path / "all.yml"
    path.write_text(FILE)
    return Quiz("all", "all", 9, path)


def questions(quiz: Quiz) -> dict[str, Question]:
    return {question.id: question for question in load_questions(quiz.questions).questions}


def letters(question: Question, *texts: str) -> str:
    return "".join(choice.letter for text in texts for choice in question.choices if choice.text == text)


def right_answers(quiz: Quiz, learner: str = "ada") -> dict[str, object]:
    by_id = questions(quiz)
    n, shape = by_id["number"].numbers(learner)["n"], by_id["shape"].numbers(learner)
    return {
        "learner": learner,
        "single": letters(by_id["single"], "right one"),
        "multiple": letters(by_id["multiple"], "yes two", "yes one"),
        "each": letters(by_id["each"], "up", "down"),
        "number": n * n,
        "shape": (shape["h"], 1, shape["w"] // 2),
        "tensor": torch.tensor([[1.0, 0.5], [0.0, 2.0]]),
        "formula": "x*x + y*y + 2*x*y",
        "ordering": letters(by_id["ordering"], "first", "second", "third", "fourth"),
    }


def graded(quiz: Quiz, answers: dict[str, object]) -> ExerciseReport:
    return grade_quiz(quiz, Executor(answers))


def result(report: ExerciseReport, id: str):
    return next(test for test in report.tests if test.id == id)


def test_all_right_answers_earn_all_points(a_quiz):
    report = graded(a_quiz, right_answers(a_quiz))
    assert [test for test in report.tests if test.verdict is not Verdict.PASSED] == []
    assert report.score == 9


RIGHT_FORMS = {
    "number": [lambda v: float(v) + 0.4, lambda v: torch.tensor(v)],
    "shape": [list, torch.Size],
    "tensor": [lambda v: v.tolist(), lambda v: v.double() + 1e-6, lambda v: v.requires_grad_()],
    "single": [str.upper, lambda v: f" {v}) ", lambda v: [v]],
    "multiple": [lambda v: ", ".join(v), list, lambda v: v[::-1]],
    "formula": [lambda _: "(x + y)**2", lambda _: "exp(2*log(abs(x + y) + 1e-30))"],
    "ordering": [list, lambda v: " -> ".join(v).replace("->", ",")],
}


@pytest.mark.parametrize(("id", "change"), [(id, change) for id, changes in RIGHT_FORMS.items() for change in changes])
def test_a_right_answer_may_be_written_in_many_ways(a_quiz, id, change):
    answers = right_answers(a_quiz)
    answers[id] = change(answers[id])
    assert result(graded(a_quiz, answers), id).verdict is Verdict.PASSED


WRONG = {
    "number": [0, -3.5, 10**400],
    "shape": [(1, 2), (), (10, 1, 20, 1)],
    "tensor": [[[1, 0.5], [0, 2.1]], [1, 0.5, 0, 2], torch.ones(2, 2, dtype=torch.bool), torch.zeros(0)],
    "formula": ["(x + y)**2 + 0.001", "x + y", "1/(x - x)", "sqrt(x - 100)", "(x + y)**2000"],
}


@pytest.mark.parametrize(("id", "wrong"), [(id, wrong) for id, answers in WRONG.items() for wrong in answers])
def test_a_wrong_answer_earns_nothing_and_costs_nothing_else(a_quiz, id, wrong):
    report = graded(a_quiz, right_answers(a_quiz) | {id: wrong})
    assert [test.id for test in report.tests if test.verdict is not Verdict.PASSED] == [id]
    assert report.score == 8
    assert result(report, id).message


@pytest.mark.parametrize(("id", "text"), [("single", "wrong two"), ("multiple", "not this")])
def test_a_wrong_choice_is_told_its_reason_and_the_explanation(a_quiz, id, text):
    report = graded(a_quiz, right_answers(a_quiz) | {id: letters(questions(a_quiz)[id], text)})
    message = result(report, id).message
    assert f"the reason of {text}" in message
    assert f"secret of {id}" in message


def test_some_but_not_all_right_choices_are_wrong(a_quiz):
    report = graded(a_quiz, right_answers(a_quiz) | {"multiple": letters(questions(a_quiz)["multiple"], "yes one")})
    assert "Not all that are right" in result(report, "multiple").message


def test_choices_that_count_one_by_one_earn_their_share(a_quiz):
    each = questions(a_quiz)["each"]
    report = graded(a_quiz, right_answers(a_quiz) | {"each": letters(each, "up", "charm")})
    wrong = {test.id for test in report.tests if test.verdict is not Verdict.PASSED}
    assert wrong == {f"each_{letters(each, text)}" for text in ("down", "charm")}
    assert report.score == 8


def test_the_reverse_order_is_wrong(a_quiz):
    answers = right_answers(a_quiz)
    answers["ordering"] = answers["ordering"][::-1]
    assert result(graded(a_quiz, answers), "ordering").verdict is Verdict.FAILED


class Odd:
    def __eq__(self, other):
        return True

    def __str__(self):
        return "a"


MALFORMED = [
    ("single", 3),
    ("single", "ab"),
    ("single", "z"),
    ("multiple", {"a", "b"}),
    ("multiple", "axe"),
    ("number", "4"),
    ("number", True),
    ("number", float("nan")),
    ("number", [1, 2]),
    ("shape", 12),
    ("shape", (1.0, 2)),
    ("shape", "12"),
    ("shape", (-1, 2)),
    ("tensor", "1"),
    ("tensor", [[1, 2], [3]]),
    ("tensor", [float("inf")]),
    ("tensor", [[1, "2"]]),
    ("formula", 3),
    ("formula", "x + z"),
    ("formula", "__import__('os').system('true')"),
    ("formula", "x.__class__"),
    ("formula", "x^2"),
    ("formula", "2(x + y)"),
    ("formula", "x if y else 1"),
    ("formula", "(" * 300),
    ("formula", "x" * 10_000),
    ("formula", "\0"),
    ("ordering", "abc"),
    ("ordering", "aabc"),
    ("ordering", 1234),
    *((id, Odd()) for id in ("single", "number", "tensor", "formula", "ordering")),
]


@pytest.mark.parametrize(("id", "answer"), MALFORMED)
def test_an_answer_of_the_wrong_form_is_explained_in_the_notebook_and_in_grading(a_quiz, id, answer, capsys):
    form = str(questions(a_quiz)[id].form)
    with pytest.raises(Unfinished, match="1 of 1 not ready"):
        eval(f"quiz('q', {id}={form!r})", {"quiz": quiz, id: answer})
    assert "✗ cannot be read" in capsys.readouterr().out
    test = result(graded(a_quiz, right_answers(a_quiz) | {id: answer}), id)
    assert test.verdict is Verdict.FAILED
    assert "cannot be read" in test.message


@pytest.mark.parametrize("nothing", [None, "", ..., "deleted"])
def test_no_answer_is_no_answer_in_the_notebook_and_in_grading(a_quiz, nothing, capsys):
    answers = right_answers(a_quiz) | {"single": nothing}
    if nothing == "deleted":
        del answers["single"]
    with pytest.raises(Unfinished):
        eval("quiz('q', single='one of a b c')", {"quiz": quiz, **answers})
    assert "○ no answer yet" in capsys.readouterr().out
    report = graded(a_quiz, answers)
    assert (report.score, result(report, "single").verdict) == (8, Verdict.FAILED)


def test_a_tower_of_powers_ends_at_once(a_quiz):
    report = graded(a_quiz, right_answers(a_quiz) | {"formula": "9**9**9**9**9*x"})
    assert "has no value" in result(report, "formula").message


def test_the_notebook_says_ready_for_wrong_answers_as_for_right_ones(a_quiz, capsys):
    forms = ", ".join(f"{id}={str(question.form)!r}" for id, question in questions(a_quiz).items())
    right = right_answers(a_quiz)
    wrong = right | {"single": "abc".replace(str(right["single"]), "")[0], "number": 5, "shape": (1,), "formula": "x"}
    outputs = []
    for answers in (right, wrong):
        eval(f"quiz('all', learner, {forms})", {"quiz": quiz, **answers})
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert "all: 9 of 9 ready" in outputs[0]
    assert "nothing about whether an answer is right" in outputs[0]


def test_a_missing_learner_is_asked_for_with_the_name_that_jupyterhub_knows(monkeypatch, capsys):
    monkeypatch.setenv("JUPYTERHUB_USER", "grace")
    with pytest.raises(Unfinished):
        eval("quiz('q', '', a='number')", {"quiz": quiz, "a": 1})
    assert 'learner = "grace"' in capsys.readouterr().out


def test_notebook_and_grading_draw_the_same_numbers_and_neighbours_draw_others(a_quiz):
    nb = quizbook.notebook(a_quiz, load_questions(a_quiz.questions))
    drawn = {}
    for learner in ("ada", "bob"):
        names = {"numbers": numbers, "learner": learner}
        for cell in nb.cells:
            if cell.id.endswith("-numbers"):
                exec(cell.source, names)
        by_id = questions(a_quiz)
        for id in ("number", "shape"):
            assert names[f"{id}_numbers"] == by_id[id].numbers(learner)
        drawn[learner] = {id: dict(by_id[id].numbers(learner)) for id in ("number", "shape")}
    assert drawn["ada"] != drawn["bob"]
    assert graded(a_quiz, right_answers(a_quiz, "ada") | {"learner": "bob"}).score < 9


def test_capitals_and_spaces_in_the_learners_id_do_not_matter():
    assert numbers("q", " Ada ", n="1..1000") == numbers("q", "ada", n="1..1000")


def test_every_number_of_a_range_is_drawn_by_somebody():
    drawn = {numbers("q", f"learner{i}", n="1..6")["n"] for i in range(300)}
    assert drawn == set(range(1, 7))


def test_without_an_id_the_numbers_shown_are_the_numbers_graded(a_quiz):
    answers = right_answers(a_quiz, "")
    assert graded(a_quiz, answers).score == 9
    del answers["learner"]
    assert graded(a_quiz, answers).score == 9


def test_the_order_in_which_choices_are_written_shows_nowhere_in_the_notebook(a_quiz):
    data = yaml.safe_load(FILE)
    before = quizbook.contents(quizbook.notebook(a_quiz, load_questions(a_quiz.questions)))
    for question in data["questions"]:
        for key in ("choices", "lines"):
            question.get(key, []).reverse()
    a_quiz.questions.write_text(yaml.safe_dump(data, sort_keys=False))
    assert quizbook.contents(quizbook.notebook(a_quiz, load_questions(a_quiz.questions))) == before


def test_a_form_is_what_its_text_says(a_quiz):
    for question in questions(a_quiz).values():
        assert quizforms.form(str(question.form)) == question.form


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("kind: single", "kind: singel", "did you mean single?"),
        ("key: n*n", "key: n*m", "is no key: 'm' is not known here"),
        ("    key: n*n\n", "", "key: is missing"),
        ("{text: right one, right: true}", "{text: right one}", "a wrong choice needs the reason"),
        (
            "{text: wrong one, reason: the reason of wrong one}",
            "{text: wrong one, right: true}",
            "2 of 3 choices are right",
        ),
        ("tolerance: 0.5", "tolerance: none", "must be a positive number"),
        ("variants: {n: 11..99}", "variants: {n: 99..11}", 'a range is written "20..40"'),
        ("variables: {x: [-2, 2], y: [0.1, 3]}", "variables: [x, y]", "the interval to try it on"),
        ("id: shape", "id: single", "is the id of two questions"),
        ("id: shape", "id: a-shape", "must be the name of a variable"),
        ("id: shape", "id: lambda", "must be the name of a variable"),
        ("id: shape", "id: _link", "must be the name of a variable"),
        ("lines: [first, second, third, fourth]", "lines: [first, second]", "three or more different lines"),
        ("title: a tensor", "titel: a tensor", "unknown key; did you mean title?"),
    ],
)
def test_a_mistake_in_a_question_file_is_named_with_its_line(a_quiz, before, after, message):
    assert before in FILE
    a_quiz.questions.write_text(FILE.replace(before, after, 1))
    with pytest.raises(QuizError) as caught:
        load_questions(a_quiz.questions)
    assert message in str(caught.value)
    assert re.match(r"all\.yml:\d+: ", str(caught.value))


def test_every_mistake_is_reported_at_once(a_quiz):
    a_quiz.questions.write_text(
        FILE.replace("kind: single", "kind: one").replace("key: n*n", "key: m").replace("tolerance", "t")
    )
    with pytest.raises(QuizError) as caught:
        load_questions(a_quiz.questions)
    assert len(str(caught.value).splitlines()) == 3


# The course's own quizzes


def test_every_assignment_has_a_quiz_of_six_questions_or_more_of_several_kinds():
    for assignment in COURSE.assignments:
        assert assignment.quizzes, assignment.id
        for entry in assignment.quizzes:
            loaded = load_questions(entry.questions).questions
            assert len(loaded) >= 6
            assert len({question.form.kind for question in loaded}) >= 5


@pytest.mark.parametrize("id", QUIZZES)
def test_the_notebook_in_solutions_is_that_of_the_questions(id):
    assignment, entry = QUIZZES[id]
    stored = nbformat.read(quizbook.path_of(assignment, entry), as_version=4)
    made = quizbook.notebook(entry, load_questions(entry.questions))
    assert quizbook.contents(stored) == quizbook.contents(made), "run `python -m autograder.quizbook`"


@pytest.mark.parametrize("learner", ["ada", "bob", "z" * 50])
@pytest.mark.parametrize("id", QUIZZES)
def test_the_keys_of_the_course_earn_all_points_and_other_answers_do_not(id, learner):
    _, entry = QUIZZES[id]
    loaded = load_questions(entry.questions).questions
    keys: dict[str, object] = {"learner": learner}
    for question in loaded:
        key = question.solved(learner)
        keys[question.id] = (
            key.text if question.form.kind == "expression" else "".join(key) if question.choices else key
        )
    assert graded(entry, keys).score == entry.points
    assert graded(entry, {"learner": learner}).score == 0


@pytest.mark.parametrize("id", QUIZZES)
def test_no_key_reason_or_explanation_is_in_the_released_notebook(id):
    assignment, entry = QUIZZES[id]
    released = nbformat.read(assignment.release / f"{entry.notebook}.ipynb", as_version=4)
    text = " ".join(" ".join(cell.source for cell in released.cells).split())
    for question in load_questions(entry.questions).questions:
        secrets = [question.explanation, *(choice.reason for choice in question.choices if choice.reason)]
        if isinstance(question.key, str) and question.form.kind in ("number", "expression") and len(question.key) > 5:
            secrets.append(question.key)
        assert [secret for secret in secrets if secret in text] == []
        assert [
            cell.source for cell in released.cells if cell.id == f"question-{question.id.replace('_', '-')}-answer"
        ] == [f"{question.id} = None  # {question.form.advice}"]


def test_the_advice_of_a_form_is_not_the_answer():
    for _, entry in QUIZZES.values():
        for question in load_questions(entry.questions).questions:
            if question.form.kind == "order":
                assert "".join(question.key) not in question.form.advice
            if question.form.kind == "some":
                assert set(question.key) != set(question.form.names[:2])


def test_an_example_of_each_form_can_be_read():
    examples = {
        "one of a b": "b",
        "some of a b c": "ca",
        "order of a b c": "cab",
        "number": 0.5,
        "shape": (3, 4),
        "tensor": [[1.0, 2.0]],
        "expression in x y": "x * (1 - y)",
    }
    for text, value in examples.items():
        assert text in textwrap.dedent(quizforms.__doc__) or text.startswith(("one", "some", "order"))
        quizforms.read(quizforms.form(text), value)


def test_a_question_for_numbers_says_in_how_many_brackets_they_belong():
    # Graded are the axes too, and the example beside every empty answer has two of them.
    every = [q for _, entry in QUIZZES.values() for q in load_questions(entry.questions).questions]
    asked = [question for question in every if question.form.kind == "tensor"]
    assert asked
    for question in asked:
        axes = torch.as_tensor(question.solved("ada")).ndim
        words = {1: "one list", 2: "two axes"}[axes]
        assert words in " ".join(question.prompt.split()), question.id
