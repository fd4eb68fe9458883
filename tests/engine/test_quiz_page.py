"""A quiz on a learner's page: each question as it was asked, what was answered, and why that is wrong, as far as course.yml lets it."""

import copy
import json
import re

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode

from autograder.course.model import Quiz
from autograder.notebook.outputs import make_output
from autograder.pages.exporter import keep_report
from autograder.pages.learner import Heading, LearnerPage
from autograder.quiz.grade import grade_quiz
from autograder.quiz.notebook import notebook
from autograder.quiz.questions import load
from autograder.remote.executor import Executor
from autograder.report.model import from_json, submission_report

HEADING = Heading("A course", "Sums", "sums-quiz", "Quiz: sums", "ada", "2027-01-31 17:02 UTC", score="1 of 8 points")
FILE = """
title: "Quiz: sums"
intro: Sums.
questions:
  - id: one
    kind: single
    title: one choice
    prompt: What is $1 + 1$?
    choices:
      - {text: the number two, right: true}
      - {text: the number eleven, reason: digits are not joined}
    explanation: secret of one
  - id: some
    kind: multiple
    partial: per-choice
    points: 2
    title: some choices
    prompt: Which are even?
    choices:
      - {text: the number four, right: true}
      - {text: the number five, reason: half of it is none}
    explanation: secret of some
  - id: twice
    kind: number
    title: twice your n
    prompt: What is twice your `n`?
    variants: {n: 11..99}
    key: 2*n
    explanation: secret of twice
  - id: formula
    kind: expression
    title: a formula
    prompt: The square?
    variables: {x: [1, 2]}
    key: x**2
    explanation: secret of formula
  - id: turned
    kind: ordering
    title: an order
    prompt: Sort!
    lines: [first, second, third]
    explanation: secret of turned
  - id: known
    kind: number
    title: a number
    prompt: Two and three?
    key: 5
    explanation: secret of known
  - id: left
    kind: number
    title: what was left out
    prompt: Six and one?
    key: 7
    explanation: secret of left
"""
SECRETS = ("secret of", "digits are not joined", "half of it is none", "right answer", "was chosen")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    path = tmp_path_factory.mktemp("quiz") / "sums.yml"
    path.write_text(FILE)
    quiz, file = Quiz("sums", "sums-quiz", 8, path), load(path)
    questions = {question.id: question for question in file.questions}
    wrong = {id: choice.letter for id in ("one", "some") for choice in questions[id].choices if not choice.right}
    answers = {"learner": "ada", **wrong, "twice": 3, "formula": "x + <b>", "known": 5, "left": None}
    answers["turned"] = "".join(reversed(questions["turned"].key))
    report = grade_quiz(quiz, Executor(answers))
    nb = notebook(quiz, file)
    kept = submission_report("sums", "sums-quiz", "cpu", (), (report,)).to_json()
    assert from_json(json.loads(json.dumps(kept))).exercises == (report,)
    nb.cells[-1].outputs = [make_output("display_data", data={"text/html": "kept"})]
    keep_report(nb.cells[-1].outputs[0], kept)
    nb.cells[-1].metadata.nbgrader.score = report.score
    return nb


def page(graded: NotebookNode, policy: str) -> BeautifulSoup:
    made = LearnerPage(copy.deepcopy(graded), policy)
    made.outline.cells[-1].metadata.nbgrader.update(graded.cells[-1].metadata.nbgrader)  # as nbgrader's step does it
    return BeautifulSoup(made.html(HEADING, {}), "html.parser")


def questions_on(soup: BeautifulSoup) -> dict[str, str]:
    """What the page says of each question, by its title."""
    said = {}
    for article in soup.find_all("article"):
        heading, text = (" ".join(part.get_text(" ").split()) for part in (article.h3.extract(), article))
        said[heading.split(": ")[1].split(" ✗")[0].split(" ✓")[0]] = f"{heading}: {text}"
    return said


def test_a_wrong_answer_stands_beside_its_question_with_the_reason(graded: NotebookNode) -> None:
    said = questions_on(page(graded, "counterexamples"))["one choice"]
    assert said.startswith("Question 1: one choice ✗ not right, 0 of 1 points: What is ")
    asked, answered = said.split("Your answer:")
    assert "the number two" in asked
    assert "the number eleven" in asked
    given, why = answered.split("Why:")
    assert "the number eleven" in given
    assert "the number two" not in given
    assert "digits are not joined" in why
    assert "secret of one" in why


def test_numbers_of_the_learners_own_are_part_of_the_question(graded: NotebookNode) -> None:
    said = questions_on(page(graded, "counterexamples"))["twice your n"]
    (n,) = re.findall(r"The numbers: n = (\d+)", said)
    assert f"the right answer is {2 * int(n)}" in said


def test_every_form_of_answer_is_shown(graded: NotebookNode) -> None:
    said = questions_on(page(graded, "counterexamples"))
    assert "Your answer: 3 Why:" in said["twice your n"]
    assert "Your answer: none that can be read Why:" in said["a formula"]
    assert "'x + <b>'" in said["a formula"]
    assert re.search(r"Your answer: [abc]{3} Why:", said["an order"])
    assert "✗ not answered" in said["what was left out"]
    assert "Your answer: none was given Why: The right answer is 7" in said["what was left out"]
    assert re.search(
        r"Why: a (?:was chosen, but does not hold|holds, but was not chosen)\..*b (?:was chosen|holds), but",
        said["some choices"],
    )


def test_right_answers_are_folded_below(graded: NotebookNode) -> None:
    soup = page(graded, "counterexamples")
    (fold,) = soup.select("details.checks")
    assert fold.summary.get_text() == "Answered right: 1"
    assert list(questions_on(fold)) == ["a number"]
    assert "1 of 7 questions are right" in soup.select_one("section h2").get_text()
    assert not soup.select("section table")


def test_without_reasons_no_right_answer_is_on_the_page_but_what_was_asked_and_answered(graded: NotebookNode) -> None:
    soup = page(graded, "titles")
    said = questions_on(soup)
    assert len(said) == 7
    assert (
        "Your answer: b : the number" in said["some choices"] or "Your answer: a : the number" in said["some choices"]
    )
    assert [secret for secret in SECRETS if secret in soup.get_text()] == []
