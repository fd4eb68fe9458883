"""Whether words are counted in one pass, or by comparing each with all others.

Comparisons are counted first, which says the same at each grading, but only of words that count them: an answer that
makes plain ones of them is not seen. So a longer list of plain words is timed as well, against this process's own clock
and speed. One word fills nearly all of it, so that a search among the words found so far is no fault there either.
"""

from __future__ import annotations

import time
from typing import Any

from autograder.checks.failure import fail
from autograder.checks.inside import inside

_WORDS, _KINDS = 400, 200  # in the list, and how many different ones
_MOST = 60 * _WORDS  # comparisons; a dict takes two or three for each word, a search in a list of those found so far 50
_LONG, _OTHERS = 100_000, 1200  # in the list that is timed: how often its first word comes, and others, once each
_SAMPLE = 20  # searches of that list that tell this machine's speed
_SHARE = 0.4  # of the time that a search for each of the others takes
_TRIES = 3  # the fastest counts: another process may have been in the way


@inside
def read_through(found: Any) -> None:
    """What counts only when it is asked does so here."""
    if hasattr(found, "items"):
        dict(found.items())
    len(found)
    if not isinstance(found, list):
        found["w1"]


@inside
def comparisons(function: Any, words: int, kinds: int, lines: bool = False) -> int:
    """How often two words are compared while `function` works on a list of them, or on a list of two such lists, and
    while its result is read: that knows its length, and if it is no list each word by a subscript, and items if it is a dict."""
    count = [0]

    class Word(str):
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            count[0] += 1
            return str.__eq__(self, other)

    first, second = [Word(f"w{i * i % kinds}") for i in range(words // 2)], [Word(f"w{i}") for i in range(words // 2)]
    read_through(function([first, second] if lines else first + second))
    return count[0]


def assert_one_pass(ns: Any, function: Any, *, of: str, lines: bool = False) -> None:
    """Fails when `function`, given a list of words, compares them as often as if each were looked for in the whole
    list, or takes about as long. With `lines` it is given a list of two such lists.

    `list.count` in a loop does. It is unnoticed in a line, and takes hours for a book.
    """
    __tracebackhide__ = True
    found = comparisons(ns, function, _WORDS, _KINDS, lines)
    if not isinstance(found, int) or found > _MOST:
        fail(
            "{of} compares words {found} times for a list of {words}: is the whole list gone through for each different one, "
            "by list.count, say? Count in one pass, in a dict",
            of=of,
            found=found,
            words=_WORDS,
        )
    bar = _SHARE * _OTHERS * _seconds_of_a_search()
    for _ in range(_TRIES):
        start = time.monotonic()
        given_words(ns, function, _LONG, _OTHERS, lines)
        seconds = time.monotonic() - start
        if seconds <= bar:
            return
    fail(
        "{of} takes {seconds} s for {words} words, of which {others} are different: is the whole list gone through for each "
        "different one? Count in one pass, in a dict",
        of=of,
        seconds=f"{seconds:.1f}",
        words=_LONG + _OTHERS,
        others=_OTHERS + 1,
    )


@inside
def given_words(function: Any, words: int, others: int, lines: bool = False) -> None:
    first, second = ["w"] * words, [f"w{i}" for i in range(others)]
    read_through(function([first, second] if lines else first + second))


def _seconds_of_a_search() -> float:
    """How long this process takes to go through such a list once."""
    words = ["w"] * _LONG
    start = time.monotonic()
    for number in range(_SAMPLE):
        words.count(f"w{number}")
    return (time.monotonic() - start) / _SAMPLE
