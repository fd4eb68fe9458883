"""Cases of a contract, and whether words are counted in one pass: each notices its fault and says so."""

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.checks import assert_one_pass, inside
from autograder.checks.byhand import case
from autograder.checks.contract import plain
from autograder.checks.failure import CheckFailed
from autograder.checks.pasting import expression
from autograder.checks.rng import Rng
from autograder.checks.runner import UnusableTests, load_tests
from autograder.checks.weights import points_of

CONTRACT = plain("ordered(words)", lambda ns, words: ns.ordered(words), lambda rng, n=2: (["b", "a"][:n],))
REFERENCE = SimpleNamespace(ordered=sorted)


def run(test, answer) -> None:
    test(SimpleNamespace(ordered=answer), REFERENCE, Rng("a case"))


def test_a_case_agrees_with_the_reference_for_each_of_its_arguments() -> None:
    test = case(CONTRACT, 2, "capitals come first", (["a", "b"],), lambda rng: (["a", "B"],))
    run(test, sorted)
    with pytest.raises(CheckFailed, match=re.escape("ordered(words)[0] is 'a', but should be 'B'")):
        run(test, lambda words: sorted(words, key=str.lower))


def test_a_case_may_have_another_call_and_name() -> None:
    test = case(
        CONTRACT, 1, "the first word", (["b", "a"],), call=lambda ns, words: ns.ordered(words)[0], of="the first"
    )
    with pytest.raises(CheckFailed, match="the first is 'b', but should be 'a'"):
        run(test, list)


def test_a_case_with_another_call_is_told_by_what_that_returns() -> None:
    length = case(CONTRACT, 1, "the length", (["b", "a"],), call=lambda ns, *args: len(ns.ordered(*args)))
    with pytest.raises(CheckFailed, match=re.escape("len(ordered(words)) is 1, but should be 2")) as failed:
        run(length, lambda words: ["b"])
    first = case(CONTRACT, 1, "the first", (["b", "a"],), call=lambda ns, text: ns.ordered(text)[0])
    with pytest.raises(CheckFailed, match=re.escape("ordered(text)[0] is 'b', but should be 'a'")):
        run(first, list)
    assert failed.value.counterexample is None or "len(ordered(words))" in failed.value.counterexample


@inside
def reversed_length(word):
    return -len(word)


def test_a_function_that_is_handed_over_stands_there_by_its_name() -> None:
    call = lambda ns, words: ns.ordered(words, reversed_length.of(ns))  # noqa: E731  as graders write it
    assert CONTRACT.named(call, "") == (call, "ordered(words, reversed_length)")
    assert expression(call) == "ordered(words, reversed_length)"
    helped = lambda ns, words: reversed_length(ns, ns.ordered(words))  # noqa: E731
    assert CONTRACT.named(helped, "")[1] == CONTRACT.of  # what nobody can read is not shown


def test_a_case_carries_its_points() -> None:
    points = points_of(case(CONTRACT, 3, "a title", ([],), requires="test_values"))
    assert (points.weight, points.title, points.requires) == (3, "a title", ("test_values",))


def test_a_case_without_arguments_could_not_fail_and_is_refused() -> None:
    with pytest.raises(ValueError, match="needs arguments: nothing"):
        case(CONTRACT, 1, "nothing")


def test_two_cases_of_one_name_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "test_hidden.py"
    file.write_text(
        "from autograder.checks.byhand import case\n"
        "from autograder.checks.contract import plain\n\n"
        'contract = plain("f(x)", lambda ns, x: ns.f(x), lambda rng: (1,))\n'
        'test_two = case(contract, 1, "two", (2,))\n'
        'test_two = case(contract, 1, "three", (3,))\n'
    )
    with pytest.raises(UnusableTests, match="test_two is defined twice"):
        load_tests(file, "f", "hidden")


@pytest.mark.parametrize("count", [Counter, dict.fromkeys, sorted])
def test_what_goes_through_the_words_once_passes(count) -> None:
    assert_one_pass(SimpleNamespace(), count, of="count(words)")


def test_a_search_of_the_whole_list_for_each_word_is_noticed() -> None:
    with pytest.raises(CheckFailed, match=r"count\(words\) compares words \d+ times for a list of 400"):
        assert_one_pass(SimpleNamespace(), lambda words: {w: words.count(w) for w in set(words)}, of="count(words)")


def test_a_search_among_plain_words_is_noticed_by_its_time() -> None:
    def count(words):
        plain = [f"{word}" for word in words]
        return {word: plain.count(word) for word in dict.fromkeys(plain)}

    with pytest.raises(
        CheckFailed, match=r"count\(words\) takes \d+\.\d s for 101200 words, of which 1201 are different"
    ):
        assert_one_pass(SimpleNamespace(), count, of="count(words)")
