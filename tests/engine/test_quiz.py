"""Quizzes from the question file to the score: notebooks, forms of answers, grading, and what must stay secret."""

import contextlib
import html
import json
import math
import re
import socket
import textwrap
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import nbformat
import numpy
import pytest
import torch
import yaml

from autograder import numbers, quiz
from autograder.course.load import load
from autograder.course.model import Quiz
from autograder.learner.display import Unfinished
from autograder.quiz import forms as quizforms
from autograder.quiz import notebook as quizbook
from autograder.quiz.attribution import attributed, learner_of, notices
from autograder.quiz.grade import grade_quiz
from autograder.quiz.question import Question
from autograder.quiz.questions import QuizError
from autograder.quiz.questions import load as load_questions
from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.values import Decoder
from autograder.report import render
from autograder.report.message import Message
from autograder.report.model import ExerciseReport, Verdict, from_json, submission_report

ROOT = Path(__file__).parents[2]
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


def test_a_report_keeps_what_was_answered_and_what_is_right_for_that_learner(a_quiz):
    right = right_answers(a_quiz)
    given = right | {
        "single": "C) ",
        "each": ["b", "a"],
        "number": 0.25,
        "tensor": [[1, 2]],
        "ordering": "wxyz",
        "formula": ...,
    }
    report = graded(a_quiz, given)
    kept = {test.id: test.answer for test in report.tests}
    assert (kept["single"].given, kept["single"].right) == ("c", right["single"])
    assert {kept[f"each_{letter}"] for letter in "abcd"} == {kept["each_a"]}
    assert (kept["each_a"].question, kept["each_a"].given) == ("each", "ab")
    assert (kept["number"].form, kept["number"].given) == ("number", "0.25")
    assert float(kept["number"].right) == right["number"]
    assert (kept["shape"].given, kept["shape"].right) == (str(right["shape"]),) * 2
    assert (kept["tensor"].given, kept["tensor"].right) == ("[[1.0, 2.0]]", "[[1, 0.5], [0, 2]]")
    assert (kept["ordering"].given, kept["ordering"].unread) == (None, True)
    assert (kept["formula"].given, kept["formula"].unread) == (None, False)
    whole = submission_report("a", "all", "cpu", (), (report,))
    assert from_json(json.loads(json.dumps(whole.to_json()))) == whole


def test_of_a_long_answer_only_the_beginning_is_kept(a_quiz):
    long = "x + " * 2000 + "x"
    kept = result(graded(a_quiz, right_answers(a_quiz) | {"formula": long}), "formula").answer
    assert kept.given is None or len(kept.given) == 200
    assert len(result(graded(a_quiz, right_answers(a_quiz) | {"tensor": [[1.5] * 900]}), "tensor").answer.given) == 200


RIGHT_FORMS = {
    "number": [
        lambda v: float(v) + 0.4,
        lambda v: torch.tensor(v),
        lambda v: torch.tensor([[v]]),
        lambda v: numpy.float32(v),
        lambda v: numpy.int64(v),
        lambda v: numpy.array(v),
        lambda v: numpy.array([v]),
        lambda v: [v],
        lambda v: (v,),
        lambda v: Fraction(2 * v, 2),
        lambda v: Decimal(v),
        lambda v: f" {v} ",
        lambda v: f"{2 * v}/2",
        lambda v: f"{v}² ÷ {v}",
        lambda v: f"−(−{v})",
        lambda v: numpy.str_(v),
        lambda v: f"np.sqrt({v})**2",
    ],
    "shape": [
        list,
        torch.Size,
        torch.tensor,
        numpy.array,
        str,
        lambda v: ", ".join(map(str, v)),
        lambda v: tuple(map(float, v)),
        lambda v: tuple(map(numpy.int32, v)),
        lambda v: [str(size) for size in v],
    ],
    "tensor": [
        lambda v: v.tolist(),
        lambda v: tuple(map(tuple, v.tolist())),
        lambda v: v.double() + 1e-6,
        lambda v: v.requires_grad_(),
        lambda v: v.numpy(),
        lambda v: v.numpy()[None],
        lambda v: list(v),
        lambda v: [list(row) for row in v.numpy()],
        lambda v: [[Fraction(x) for x in row] for row in v.tolist()],
        lambda v: [[str(x) for x in row] for row in v.tolist()],
        lambda v: "[[1, 1/2], [0, 2]]",
        lambda v: [v.tolist()],
    ],
    "single": [
        str.upper,
        lambda v: f" {v}) ",
        lambda v: f"({v}).",
        lambda v: [v],
        lambda v: {v},
        lambda v: numpy.array(v),
        lambda v: numpy.str_(v),
        lambda v: chr(ord(v) - ord("a") + ord("ａ")),
    ],
    "multiple": [
        lambda v: ", ".join(v),
        lambda v: " & ".join(v),
        lambda v: "; ".join(v).upper(),
        list,
        tuple,
        set,
        frozenset,
        lambda v: numpy.array(list(v)),
        lambda v: v[::-1],
        lambda v: str(set(v)),
    ],
    "formula": [
        lambda _: "(x + y)**2",
        lambda _: "exp(2*log(abs(x + y) + 1e-30))",
        lambda _: "(x + y)²",
        lambda _: "(x + y)^2",
        lambda _: "x² − −y² + 2·x×y",
        lambda _: "1÷(x + y)⁻²",
        lambda _: "torch.abs(x + y)**2 + 0*math.pi",
        lambda _: "(½*x + ½*y)² * 4",
        lambda _: numpy.str_(" (x + y)**2 "),
    ],
    "ordering": [list, " -> ".join, " → ".join, " > ".join, ", ".join, lambda v: numpy.array(list(v)), str.upper],
}


@pytest.mark.parametrize(("id", "change"), [(id, change) for id, changes in RIGHT_FORMS.items() for change in changes])
def test_a_right_answer_may_be_written_in_many_ways(a_quiz, id, change, capsys):
    answers = right_answers(a_quiz)
    answers[id] = change(answers[id])
    eval(f"quiz('q', {id}={str(questions(a_quiz)[id].form)!r})", {"quiz": quiz, id: answers[id]})
    assert "q: 1 of 1 ready" in capsys.readouterr().out
    assert result(graded(a_quiz, answers), id).verdict is Verdict.PASSED


def test_answers_of_all_kinds_cross_the_wall():
    values = [numpy.str_("b"), {"b", "d"}, {frozenset("b")}, numpy.array([["1/2"]]), [Fraction(1, 2)], Decimal("NaN")]
    executor = Executor({"answers": values})
    inside, outside = socket.socketpair()
    with inside, outside:
        wire.send(inside, executor.answer(wire.Packet(wire.Get("answers", plain=True))))
        reply, _ = wire.receive_reply(outside, time.monotonic() + 10)
    arrived = Decoder(reply.body, known=[], handle=lambda value: value.kind).value(reply.message.result)
    assert arrived[:2] == ["b", {"b": None, "d": None}]
    assert arrived[2:5] == ["set", [["1/2"]], [0.5]]
    assert math.isnan(arrived[5])


WRONG = {
    "number": [0, -3.5, 1e300, "7/8"],
    "shape": [(1, 2), (), (10, 1, 20, 1)],
    "tensor": [[[1, 0.5], [0, 2.1]], [[1, 0.5, 0, 2]], [[[1, 0.5, 0, 2]]], torch.zeros(2, 0)],
    "formula": ["(x + y)**2 + 0.001", "x + y", "1/(x - x)", "sqrt(x - 100)", "(x + y)**2000"],
}


@pytest.mark.parametrize(("id", "wrong"), [(id, wrong) for id, answers in WRONG.items() for wrong in answers])
def test_a_wrong_answer_earns_nothing_and_costs_nothing_else(a_quiz, id, wrong):
    report = graded(a_quiz, right_answers(a_quiz) | {id: wrong})
    assert [test.id for test in report.tests if test.verdict is not Verdict.PASSED] == [id]
    assert report.score == 8
    assert result(report, id).words


@pytest.mark.parametrize(("id", "text"), [("single", "wrong two"), ("multiple", "not this")])
def test_a_wrong_choice_is_told_its_reason_and_the_explanation(a_quiz, id, text):
    report = graded(a_quiz, right_answers(a_quiz) | {id: letters(questions(a_quiz)[id], text)})
    message = result(report, id).words
    assert f"the reason of {text}" in message
    assert f"secret of {id}" in message


def test_some_but_not_all_right_choices_are_wrong(a_quiz):
    report = graded(a_quiz, right_answers(a_quiz) | {"multiple": letters(questions(a_quiz)["multiple"], "yes one")})
    assert "That is right, but others are right, too." in result(report, "multiple").words


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
    ("single", True),
    ("single", [True, False]),
    ("single", {"b": 1}),
    ("single", b"b"),
    ("single", "option b"),
    ("single", "\N{CYRILLIC SMALL LETTER A}"),
    ("multiple", [True, False, True]),
    ("multiple", {1, 2}),
    ("multiple", "a and b"),
    ("multiple", "axe"),
    ("number", "four"),
    ("number", "n"),
    ("number", "75 %"),
    ("number", "0,75"),
    ("number", (0, 75)),
    ("number", True),
    ("number", numpy.bool_(True)),
    ("number", torch.tensor(True)),
    ("number", 1j),
    ("number", numpy.complex64(1)),
    ("number", float("nan")),
    ("number", "nan"),
    ("number", numpy.inf),
    ("number", Decimal("inf")),
    ("number", 10**400),
    pytest.param("number", 10**5000, id="thousands of digits"),
    ("number", Fraction(10**400)),
    ("number", "1e999"),
    ("number", "(" * 300),
    ("number", [1, 2]),
    ("number", {4: 4}),
    ("number", {4}),
    ("number", len),
    ("number", torch.zeros(20_000)),
    ("number", torch.eye(1).to_sparse()),
    ("shape", 12),
    ("shape", (1.5, 2)),
    ("shape", "12"),
    ("shape", "3x4"),
    ("shape", (-1, 2)),
    ("shape", (True, 2)),
    ("shape", (2**70,)),
    ("shape", (float("inf"),)),
    ("shape", [[3, 4]]),
    ("shape", {3, 4}),
    ("shape", torch.tensor(3)),
    ("tensor", "1"),
    ("tensor", 1),
    ("tensor", [1, 0.5, 0, 2]),
    ("tensor", [[[1], [2]], [[3], [4]]]),
    ("tensor", "[[1 2]]"),
    ("tensor", [[1, 2], [3]]),
    ("tensor", [float("inf")]),
    ("tensor", [[1, "two"]]),
    ("tensor", [[True, False]]),
    ("tensor", torch.ones(2, 2, dtype=torch.bool)),
    ("tensor", [[1j]]),
    ("tensor", [[None, 1]]),
    ("tensor", [[10**400]]),
    ("tensor", torch.zeros(2, 10_000)),
    ("tensor", [[0.0] * 10_001]),
    ("formula", 3),
    ("formula", torch.tensor(1.0)),
    ("formula", "x + z"),
    ("formula", "__import__('os').system('true')"),
    ("formula", "x.__class__"),
    ("formula", "torch.load(x)"),
    ("formula", "x.exp()"),
    ("formula", "√x"),
    ("formula", "2x"),
    ("formula", "0,5*x"),
    ("formula", "f = x"),
    ("formula", "max(x)"),
    ("formula", "exp(x, y)"),
    ("formula", "2(x + y)"),
    ("formula", "x if y else 1"),
    ("formula", "(" * 300),
    ("formula", "x" * 10_000),
    ("formula", "\0"),
    ("ordering", "abc"),
    ("ordering", "aabc"),
    ("ordering", 1234),
    ("ordering", set("abcd")),
    *((id, Odd()) for id in ("single", "number", "tensor", "formula", "ordering")),
]


@pytest.mark.parametrize(("id", "answer"), MALFORMED)
def test_an_answer_of_the_wrong_form_is_explained_in_the_notebook_and_in_grading(a_quiz, id, answer, capsys):
    form = str(questions(a_quiz)[id].form)
    with pytest.raises(Unfinished, match="1 of 1 not ready"):
        eval(f"quiz('q', {id}={form!r})", {"quiz": quiz, id: answer})
    (said,) = re.findall(rf"✗ cannot be read  {id}  (.*)", capsys.readouterr().out)
    test = result(graded(a_quiz, right_answers(a_quiz) | {id: answer}), id)
    assert test.verdict is Verdict.FAILED
    assert f"cannot be read: {said}." in test.words


def templates(message):
    """The template of a message, and of every message among its values."""
    inner = [value for value in message.values.values() if isinstance(value, Message)]
    return [message.template, *(template for value in inner for template in templates(value))]


@pytest.mark.parametrize(
    ("id", "wrong", "template"),
    [
        ("single", "c", "The answer was {answer}."),
        ("number", -1, "The answer was {answer}."),
        ("number", "one", "{came} is no number; {advice}, without quotes"),
        ("shape", 3, "{advice}, not {came}"),
        ("tensor", [1.0], "this has {came}, and {due} are asked; {advice}"),
        ("tensor", [[7.0, 7.0], [7.0, 7.0]], "The entry at {place} was {came}."),
        ("formula", "x", "The answer was {answer}; at {where} it gives {came}, not {due}."),
        ("formula", "z", "{name} is not known here; the variables are: {known}"),
        ("formula", "1/(x - x)", "The answer was {answer}; at {where} it has no value: {error}."),
        ("ordering", "aabc", "each of {names} must come once; write {advice}"),
    ],
)
def test_a_message_is_a_template_that_is_the_same_whoever_answers(a_quiz, id, wrong, template):
    wrong = letters(questions(a_quiz)["single"], "wrong one") if id == "single" else wrong
    said = [
        result(graded(a_quiz, right_answers(a_quiz, learner) | {id: wrong}), id).message for learner in ("ada", "ben")
    ]
    assert template in templates(said[0])
    assert templates(said[0]) == templates(said[1])
    assert (str(said[0]) != str(said[1])) is (id in ("number", "shape")), "a learner's own numbers are among the values"


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
    assert "has no value" in result(report, "formula").words


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


SAME = {
    "ada": ["ada", " Ada ", "ADA\t", "ａｄａ", "ada\N{ZERO WIDTH SPACE}", "\ufeffada", numpy.str_("ada")],
    "20231234": ["20231234", 20231234, " 20231234", "２０２３１２３４"],
    "rené müller": ["rené müller", "rene\u0301 mu\u0308ller", "René  Müller", "RENE\u0301\N{NO-BREAK SPACE}MÜLLER"],
    "strasse": ["straße", "STRASSE", "strasse"],
}
NOBODY = [None, "", "  ", ..., "\N{ZERO WIDTH SPACE}"]
NO_ID = [
    20231234.0,
    float("nan"),
    True,
    1j,
    b"ada",
    ["ada"],
    {"ada"},
    numpy.int64(20231234),
    torch.tensor(7),
    len,
    "x" * 201,
]
NO_ID += [10**300]


@pytest.mark.parametrize(("who", "learner"), [(who, learner) for who, learners in SAME.items() for learner in learners])
def test_one_person_has_the_same_numbers_however_the_id_is_typed(a_quiz, who, learner, capsys):
    asked = questions(a_quiz)["number"]
    names = {"quiz": quiz, "learner": learner} | right_answers(a_quiz, who)
    names["learner"] = learner
    names["number_numbers"] = numbers("number", learner, **asked.variants)
    assert names["number_numbers"] == asked.numbers(who)
    eval("quiz('q', learner, number='number')", names)
    assert f"the numbers are those of {who}" in capsys.readouterr().out
    report = graded(a_quiz, names)
    assert (report.score, report.numbers_of) == (9, who)


@pytest.mark.parametrize("learner", [*NOBODY, *NO_ID], ids=lambda learner: repr(learner)[:20])
def test_what_is_nobodys_id_has_no_numbers_in_the_notebook_and_none_in_grading(a_quiz, learner, capsys):
    asked = questions(a_quiz)["number"]
    names = {"quiz": quiz} | right_answers(a_quiz, "") | {"learner": learner}
    names["number_numbers"] = numbers("number", learner, **asked.variants)
    assert dict(names["number_numbers"]) == {}
    with pytest.raises(KeyError):
        names["number_numbers"]["n"]
    with pytest.raises(Unfinished):
        eval("quiz('q', learner, number='number')", names)
    assert "q: 0 of 2 ready" in capsys.readouterr().out
    report = graded(a_quiz, names)
    assert (report.score, report.numbers_of) == (7, "")
    message = result(report, "number").words
    if learner in NOBODY:
        assert "no id was given" in message
    else:
        assert repr(names["number_numbers"]) in message  # the same words in both places


def _a_notebook(a_quiz, learner) -> dict[str, object]:
    """The names of a quiz's notebook in which `learner` ran all cells."""
    names: dict[str, object] = {"numbers": numbers, "quiz": quiz, "learner": learner, "number": None}
    _show_numbers(a_quiz, names)
    return names


def _show_numbers(a_quiz, names) -> None:
    ranges = ", ".join(f"{k}={v!r}" for k, v in questions(a_quiz)["number"].variants.items())
    exec(f"number_numbers = numbers('number', learner, {ranges})", names)


def _ready(names, capsys) -> str:
    with contextlib.suppress(Unfinished):
        eval("quiz('q', learner, number='number')", names)
    return capsys.readouterr().out


@pytest.mark.parametrize("before", ["", "bob", 1.5])
def test_an_id_that_is_typed_after_the_answers_is_told_that_they_belong_to_other_numbers(a_quiz, before, capsys):
    names = _a_notebook(a_quiz, before)
    names["number"] = 49
    names["learner"] = "ada"
    said = _ready(names, capsys)
    assert "q: 1 of 2 ready" in said
    assert "✗ other numbers  number" in said
    assert "not to those of ada" in said


@pytest.mark.parametrize("before", ["", "bob"])
def test_an_answer_that_is_older_than_its_numbers_is_asked_about_once(a_quiz, before, capsys):
    names = _a_notebook(a_quiz, before)
    names["number"] = 49
    names["learner"] = "ada"
    _show_numbers(a_quiz, names)
    _show_numbers(a_quiz, names)  # running a cell twice changes nothing
    said = _ready(names, capsys)
    assert "q: 1 of 2 ready" in said
    assert "this answer was there before your numbers" in said
    assert "q: 2 of 2 ready" in _ready(names, capsys)


def test_an_answer_given_after_its_numbers_is_ready_at_once(a_quiz, capsys):
    names = _a_notebook(a_quiz, "bob")
    names["number"] = 49
    names["learner"] = "ada"
    _show_numbers(a_quiz, names)
    names["number"] = 50
    assert "q: 2 of 2 ready" in _ready(names, capsys)


def test_numbers_of_another_id_than_the_graded_one_are_named_when_the_answer_is_wrong(a_quiz):
    answers = right_answers(a_quiz, "bob") | {"learner": "ada"}
    answers["number_numbers"] = questions(a_quiz)["number"].numbers("bob")
    assert "which are not the numbers of ada" in result(graded(a_quiz, answers), "number").words


def test_a_learner_is_told_when_the_id_is_not_the_one_of_the_login(monkeypatch, a_quiz, capsys):
    monkeypatch.setenv("JUPYTERHUB_USER", "grace")
    said = _ready(_a_notebook(a_quiz, "ada"), capsys)
    assert "the numbers are those of ada, but you are logged in as grace" in said


def _attributed(a_quiz, notebook_says, folder):
    report = submission_report(
        "a", "all", "cpu", (), (graded(a_quiz, right_answers(a_quiz) | {"learner": notebook_says}),)
    )
    return attributed(report, folder)


@pytest.mark.parametrize(("learner", "folder"), [("ada", "ada"), ("Ada ", "ada"), (2023, "2023"), ("zoë", "zoe\u0308")])
def test_a_notebook_in_its_authors_folder_has_no_notice(a_quiz, learner, folder):
    report = _attributed(a_quiz, learner, folder)
    assert notices(report) == []
    assert "notice" not in report.to_json()["exercises"][0]


def test_a_notebook_of_another_learner_is_graded_with_the_numbers_it_shows_and_said_to_be(a_quiz):
    report = _attributed(a_quiz, "ada", "ben")
    expected = 'ben handed in a notebook that says learner = "ada"; graded are the numbers of ada'
    assert report.exercises[0].score == 9
    assert report.to_json()["exercises"][0]["notice"] == expected
    assert notices(report) == [f"a/all: {expected}"]
    assert from_json(report.to_json()) == report
    assert html.escape(expected) in render.exercise_html(report.exercises[0], "titles")
    assert expected in render.exercise_text(report.exercises[0], "titles")


def test_a_notebook_without_an_id_is_said_to_have_none(a_quiz):
    assert notices(_attributed(a_quiz, "", "ben")) == [
        "a/all: ben gave no id that can be read, so questions with own numbers earn nothing"
    ]


def test_who_handed_in_is_read_from_the_folder_where_there_is_one():
    assert learner_of(Path("submitted/ben/a/all.ipynb"), "a") == "ben"
    assert learner_of(Path("/course/submitted/ben/a/all.ipynb"), "a") == "ben"
    for elsewhere in ("all.ipynb", "ben/a/all.ipynb", "submitted/ben/b/all.ipynb", "submitted/a/ben/x/all.ipynb"):
        assert learner_of(Path(elsewhere), "a") is None


def test_every_number_of_a_range_is_drawn_by_somebody():
    drawn = {numbers("q", f"learner{i}", n="1..6")["n"] for i in range(300)}
    assert drawn == set(range(1, 7))


def test_a_notebook_that_does_not_set_the_id_has_no_numbers(a_quiz):
    answers = right_answers(a_quiz)
    del answers["learner"]
    report = graded(a_quiz, answers)
    assert report.score == 7
    assert "does not set `learner`" in result(report, "number").words


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
    assert quizbook.contents(stored) == quizbook.contents(made), "run `python -m autograder.quiz.notebook`"


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
                assert "".join(question.key) not in str(question.form.advice)
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
