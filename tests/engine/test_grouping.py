"""Checks that fail for the same reason say it once."""

from dataclasses import replace

from autograder.report.grouping import grouped, others_of
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict, exercise_report, from_json, submission_report
from autograder.report.render import exercise_html, exercise_text, table_html, table_text
from autograder.report.worst import worst


def result(id: str, message: str | None, verdict: Verdict = Verdict.ERROR) -> TestResult:
    return TestResult(id, f"title of {id}", 1, "hidden", verdict, None if message is None else plain(message))


def same(*messages: str, verdict: Verdict = Verdict.ERROR) -> list[str | None]:
    return [test.same_as for test in grouped([result(f"test_{n}", m, verdict) for n, m in enumerate(messages)])]


def test_an_error_is_the_same_on_inputs_of_other_sizes() -> None:
    one, two = (
        "size (3, 4) does not match (4,) at 0.5e-3 (f, line 2)",
        "size (12, 1) does not match (7,) at -2 (f, line 2)",
    )
    assert same(one, two, "another", one) == [None, "test_0", None, "test_0"]


def test_wrong_values_are_not_the_same_as_others() -> None:
    assert same("f(X) is 1, but should be 2", "f(X) is 3, but should be 4", verdict=Verdict.FAILED) == [None, None]
    nothing = ("f(X) is None, but should be a tensor of shape (2,)", "its gradient is None, but should be 1")
    assert same(*nothing, verdict=Verdict.FAILED) == [None, "test_0"]


def test_passed_checks_and_checks_without_a_message_belong_to_no_group() -> None:
    assert [
        test.same_as for test in grouped([result("a", None), result("b", None), result("c", "x", Verdict.PASSED)])
    ] == [None] * 3


def test_a_report_says_a_reason_once_and_how_many_more_fail_for_it() -> None:
    message = "NameError: name 'softmax' is not defined"
    tests = grouped([result(f"test_{n}", message, Verdict.MISSING) for n in range(8)])
    report = exercise_report("softmax", 8, tests)
    for shown in (exercise_text(report, "hints"), exercise_html(report, "hints"), table_text(tests, "hints")):
        assert shown.count("NameError") == 1
        assert "7 more fail for the same reason" in shown
        assert all(f"title of test_{n}" in shown for n in range(8))
    assert "(0/7)" in exercise_text(report, "hints")
    assert "the same reason" not in exercise_text(report, "titles")
    whole = submission_report("sums", "softmax", "cpu", (), (report,))
    assert from_json(whole.to_json()) == whole
    assert [test.get("same_as") for test in whole.to_json()["exercises"][0]["tests"]] == [None] + ["test_0"] * 7
    assert "same_as" not in whole.to_json()["exercises"][0]["tests"][0]


def test_a_public_and_a_hidden_test_of_one_id_are_told_apart() -> None:
    """Points, rows and what fails for their reason belong to the one that failed."""
    public, hidden = (
        replace(result("test_fresh", message, verdict), title=title, weight=weight, visibility=visibility)
        for message, verdict, title, weight, visibility in (
            ("as before", Verdict.FAILED, "the shown one", 1, "public"),
            (None, Verdict.PASSED, "the hidden one", 3, "hidden"),
        )
    )
    tests = grouped([public, result("test_argument", "as before", Verdict.FAILED), hidden])
    assert [test.same_as for test in tests] == [None, "test_fresh", None]
    assert {name: [test.id for test in others] for name, others in others_of(tests).items()} == {
        "test_public::test_fresh": ["test_argument"]
    }
    shown = table_html(tests, "hints", points=5, only=worst(tests, 3))
    assert "the shown one" in shown
    assert "the hidden one" not in shown
    worths = table_text(tests, "hints", points=5)
    assert "(0/1)" in worths
    assert "(3/3)" in worths
    both = grouped([public, replace(hidden, verdict=Verdict.FAILED, message=plain("as before"))])
    assert [test.same_as for test in both] == [None, "test_fresh"]
    assert list(others_of(both)) == ["test_public::test_fresh"]
