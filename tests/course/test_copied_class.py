"""Copies among independent answers to this course's exercises are found, and nobody else is accused."""

from pathlib import Path

import copied_class
import pytest

from autograder.course.load import load
from autograder.similar.known import known_keys, references
from autograder.similar.pairs import compare
from autograder.similar.work import work_of

COURSE = load(Path(__file__).parents[2] / "course.yml", check_pieces=False)
ASSIGNMENT = COURSE.assignment("multilayer-perceptrons")


@pytest.fixture(scope="module")
def known():
    return known_keys(ASSIGNMENT)


def pairs(known, learners, copies, exercises=()):
    made = copied_class.made(ASSIGNMENT, learners, copies, seed=4, exercises=exercises)
    works = [work_of(f"{n}", submission, made.handed_out) for n, submission in enumerate(made.submissions)]
    return made.planted, {frozenset((pair.first, pair.second)) for pair in compare(works, known).pairs}


def test_whose_work_is_a_copy_under_other_names_in_other_order_is_found_and_nobody_else(known):
    planted, found = pairs(known, 24, 3)
    assert found == planted


def test_of_a_short_exercise_nobody_is_accused(known):
    _, found = pairs(known, 60, 0, ["l2_penalty"])
    assert not found


def test_of_answers_that_are_all_known_ones_nobody_is_accused(known):
    made = copied_class.made(ASSIGNMENT, 1, 0, seed=2)
    works = [work_of(f"{n}", made.submissions[0], made.handed_out) for n in range(12)]
    assert not compare(works, known).pairs


def test_copies_in_a_class_that_hands_in_known_answers_are_found_and_nobody_else(known):
    made = copied_class.picked(ASSIGNMENT, 40, 5, seed=3)
    works = [work_of(f"{n}", submission, made.handed_out) for n, submission in enumerate(made.submissions)]
    pairs = compare(works, known, references(ASSIGNMENT)).pairs
    assert {frozenset((pair.first, pair.second)) for pair in pairs} == made.planted
