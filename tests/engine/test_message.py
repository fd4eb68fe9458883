"""A message keeps its template and its values, in a report's JSON as well, and is put into words where it is shown."""

from __future__ import annotations

import json
import math

import pytest

from autograder.checks.failure import CheckFailed, fail
from autograder.report.message import Message, from_json, joined, message, plain
from autograder.report.model import TestResult as Result
from autograder.report.model import Verdict, exercise_report, submission_report
from autograder.report.model import from_json as report_from_json

SHAPE = "{of} has shape {came}, but should have shape {due}"


def test_the_words_are_the_template_with_its_values() -> None:
    said = message(SHAPE, of="f(X)", came=(2, 3), due=(3, 2))
    assert str(said) == "f(X) has shape (2, 3), but should have shape (3, 2)"
    assert str(message("{of} as before", of=said)).startswith("f(X) has shape (2, 3)")


@pytest.mark.parametrize("text", ["{", "}", "{0}", "{of}", "{of.__class__}", "{{}}"])
def test_what_a_submission_wrote_is_never_read_as_a_template(text: str) -> None:
    assert str(plain(text)) == text
    assert str(message("{of} raised {error}", of=text, error=plain(text))) == f"{text} raised {text}"


@pytest.mark.parametrize("value", [math.nan, -math.inf, 0.1, 7, True, None, (1, 2), "é"])
def test_json_brings_every_value_back_in_the_same_words(value: object) -> None:
    said = message("{a} and {b}", a=value, b=message("{c}", c=value))
    again = from_json(json.loads(json.dumps(said.to_json(), allow_nan=False)))
    assert (str(again), again.template) == (str(said), said.template)


def test_parts_that_say_something_are_joined_to_one_message() -> None:
    said = joined("\n", message("{a}!", a="{b}"), None, "", "as it is: {c}")
    assert str(said) == "{b}!\nas it is: {c}"
    assert said.template == "{part1}\n{part2}"
    assert str(joined(" ", None, "")) == ""


def test_a_long_message_is_cut_and_a_short_one_stays_a_template() -> None:
    said = message(SHAPE, of="f" * 5000, came=1, due=2)
    assert str(said.cut(2000)) == "f" * 2000
    assert said.cut(6000) is said


def test_a_failed_check_has_the_template_apart_from_its_values() -> None:
    with pytest.raises(CheckFailed) as caught:
        fail(SHAPE, "X = torch.ones(1)", of="f(X)", came=1, due=2)
    assert caught.value.message == Message(SHAPE, {"of": "f(X)", "came": 1, "due": 2})
    assert str(caught.value) == "f(X) has shape 1, but should have shape 2"


def test_a_report_has_the_words_and_the_template_and_comes_back_whole() -> None:
    tests = (
        Result("test_a", "a", 1, "public", Verdict.FAILED, message(SHAPE, of="f(X)", came=(1,), due=(2,))),
        Result("test_b", "b", 1, "public", Verdict.PASSED),
    )
    report = submission_report("a", "n", "cpu", (), (exercise_report("f", 2, tests),))
    data = json.loads(json.dumps(report.to_json()))
    failed, passed = data["exercises"][0]["tests"]
    assert failed["message"] == "f(X) has shape (1,), but should have shape (2,)"
    assert failed["said"] == {"template": SHAPE, "values": {"of": "f(X)", "came": "(1,)", "due": "(2,)"}}
    assert passed["message"] is None
    assert "said" not in passed
    assert report_from_json(data) == report
