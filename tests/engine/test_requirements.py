"""What a test requires: it counts only together with that, and says so where it does not."""

import pytest

from autograder.checks import points
from autograder.checks.requirements import Required, counted
from autograder.checks.weights import alternatives_of, points_of, requires_of
from autograder.learner.check import checked_by
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict, exercise_report

PROPERTY, VALUES, EXAMPLE = "test_hidden::test_dtype", "test_hidden::test_values", "test_public::test_example"


def result(name: str, verdict: str = "passed", message: str | None = None) -> TestResult:
    file, _, id = name.partition("::")
    return TestResult(id, f"title of {id}", 1, file.removeprefix("test_"), Verdict(verdict), message and plain(message))


def count(results: list[TestResult], requires: dict[str, Required]) -> tuple[TestResult, ...]:
    return counted([(result, requires.get(result.name, Required())) for result in results])


def verdicts(results: list[TestResult], requires: dict[str, Required]) -> list[str]:
    return [str(result.verdict) for result in count(results, requires)]


def test_a_property_counts_with_what_it_requires() -> None:
    results = [result(VALUES), result(PROPERTY)]
    assert count(results, {PROPERTY: Required((VALUES,))}) == tuple(results)


LACKING = 'This holds, but counts only together with "title of test_values", which did not pass.'
UNSEEN = (
    'This holds, but counts only once "title of {}" has been seen to hold, and that could not be seen: in that test the '
    "submission {}."
)
ENDED = {
    "error": "raised an exception",
    "missing": "does not define what is called",
    "timeout": "took too long",
    "crashed": "ended its process",
}


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("failed", LACKING), *((verdict, UNSEEN.format("test_values", ended)) for verdict, ended in ENDED.items())],
)
def test_a_property_without_right_values_has_failed_and_names_what_it_lacks(verdict: str, words: str) -> None:
    values, dtype = count([result(VALUES, verdict, "is 2"), result(PROPERTY)], {PROPERTY: Required((VALUES,))})
    assert (values.verdict, values.words) == (Verdict(verdict), "is 2")  # the first cause stays as it is
    assert dtype.verdict is Verdict.FAILED
    assert dtype.words == words
    assert exercise_report("f", 10, (values, dtype)).score == 0


def test_a_property_that_does_not_hold_keeps_its_own_message() -> None:
    _, dtype = count(
        [result(VALUES, "failed"), result(PROPERTY, "failed", "is float64")], {PROPERTY: Required((VALUES,))}
    )
    assert dtype.words == "is float64"


def test_tests_that_require_each_other_need_each_others_own_verdict() -> None:
    requires = {PROPERTY: Required((VALUES,)), VALUES: Required((PROPERTY,)), EXAMPLE: Required((PROPERTY,))}
    assert verdicts([result(PROPERTY), result(VALUES)], requires) == ["passed", "passed"]
    # That the dtype holds is seen, though it does not count: so what requires it counts.
    results = [result(PROPERTY), result(VALUES, "failed"), result(EXAMPLE)]
    assert verdicts(results, requires) == ["failed", "failed", "passed"]


def test_without_an_essential_test_no_other_of_its_file_counts() -> None:
    own = "test_hidden::test_own_work"
    requires = {own: Required((VALUES,), essential=True)}
    results = [result(EXAMPLE), result(VALUES), result(own, "failed", "uses torch.softmax")]
    example, values, work = count(results, requires)
    assert (example.verdict, values.verdict, work.words) == ("passed", "failed", "uses torch.softmax")
    assert values.words == 'This holds, but counts only together with "title of test_own_work", which did not pass.'
    assert verdicts([result(VALUES), result(own)], requires) == ["passed", "passed"]


@pytest.mark.parametrize("verdict", ENDED)
def test_an_essential_test_that_could_not_be_carried_out_accuses_nobody(verdict: str) -> None:
    own = "test_hidden::test_own_work"
    requires = {own: Required(essential=True)}
    values, work = count([result(VALUES), result(own, verdict, "IndexError: too large")], requires)
    assert (values.verdict, work.words) == ("failed", "IndexError: too large")
    assert values.words == UNSEEN.format("test_own_work", ENDED[verdict])


@pytest.mark.parametrize(("values", "counts"), [("failed", True), ("passed", False)])
def test_wrong_values_under_an_essential_test_are_held_against_right_ones_alone(values: str, counts: bool) -> None:
    own = "test_hidden::test_own_work"
    requires = {own: Required((VALUES,), essential=True, unproven=True)}
    found = verdicts([result(VALUES, values), result(PROPERTY), result(own, "failed")], requires)
    assert found == ["failed", "passed" if counts else "failed", "failed"]
    other = {own: Required(one_of=(VALUES, EXAMPLE), essential=True, unproven=True)}
    results = [result(EXAMPLE), result(VALUES, values), result(PROPERTY), result(own, "failed")]
    assert verdicts(results, other) == ["passed", *found]


def test_a_required_test_that_there_is_not_is_no_pass() -> None:
    (dtype,) = count([result(PROPERTY)], {PROPERTY: Required((VALUES,))})
    assert (dtype.verdict, dtype.words) == (Verdict.FAILED, f"requires {VALUES}, which is no test")


def test_a_property_that_requires_one_of_several_counts_with_any_of_them() -> None:
    requires = {PROPERTY: Required(one_of=(VALUES, EXAMPLE))}
    for values, example, dtype in (("passed", "failed", "passed"), ("failed", "passed", "passed")):
        results = [result(VALUES, values), result(EXAMPLE, example), result(PROPERTY)]
        assert verdicts(results, requires) == [values, example, dtype]
    *_, dtype = count([result(VALUES, "failed"), result(EXAMPLE, "error"), result(PROPERTY)], requires)
    assert (dtype.verdict, dtype.words) == (
        Verdict.FAILED,
        "This holds, but counts only together with one of these, none of which passed: "
        '"title of test_values"; "title of test_example".',
    )
    *_, dtype = count([result(VALUES), result(PROPERTY)], requires)
    assert (dtype.verdict, dtype.words) == (Verdict.FAILED, f"requires {EXAMPLE}, which is no test")


def test_names_are_those_of_the_same_file_or_of_public_tests() -> None:
    @points(2, "the dtype is kept", requires=("test_values", "test_public::test_example"))
    def test_dtype() -> None: ...

    assert requires_of(test_dtype, "hidden") == (VALUES, EXAMPLE)
    assert points_of(test_dtype).weight == 2

    @points(1, "X is left alone", requires_one_of=("test_values", "test_public::test_example"))
    def test_unmodified() -> None: ...

    assert (requires_of(test_unmodified, "hidden"), alternatives_of(test_unmodified, "hidden")) == (
        (),
        (VALUES, EXAMPLE),
    )
    with pytest.raises(ValueError, match="not test_hidden::test_values"):
        points(1, "the dtype is kept", requires="test_hidden::test_values")


def test_check_says_that_a_property_alone_does_not_count() -> None:
    def softmax(X):  # type: ignore[no-untyped-def]
        return X.clone()

    checked = checked_by("softmax", softmax, {"softmax": softmax})
    assert checked is not None
    results = checked.results
    by_id = {result.id: result for result in results}
    assert by_id["test_argument_is_left_alone"].verdict is Verdict.FAILED
    assert "counts only together with" in by_id["test_argument_is_left_alone"].words
