"""Checks that fail for the same reason say it once."""

from autograder.report.grouping import grouped
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict, exercise_report, from_json, submission_report
from autograder.report.render import exercise_html, exercise_text, table_text


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
