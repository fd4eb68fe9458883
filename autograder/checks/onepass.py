"""Whether words are counted in one pass, or by comparing each with all others."""

from __future__ import annotations

from typing import Any

from autograder.checks.failure import fail
from autograder.checks.inside import inside

_WORDS, _KINDS = 400, 200  # in the list, and how many different ones
_MOST = 60 * _WORDS  # comparisons; a dict takes two or three for each word, a search in a list of those found so far 50


@inside
def comparisons(function: Any, words: int, kinds: int) -> int:
    """How often two words are compared while `function` works on a list of them."""
    count = [0]

    class Word(str):
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            count[0] += 1
            return str.__eq__(self, other)

    function([Word(f"w{i * i % kinds}") for i in range(words // 2)] + [Word(f"w{i}") for i in range(words // 2)])
    return count[0]


def assert_one_pass(ns: Any, function: Any, *, of: str) -> None:
    """Fails when `function`, given a list of words, compares them as often as if each were looked for in the whole list.

    `list.count` in a loop does. It is unnoticed in a line, and takes hours for a book.
    """
    __tracebackhide__ = True
    found = comparisons(ns, function, _WORDS, _KINDS)
    if not isinstance(found, int) or found > _MOST:
        fail(
            "{of} compares words {found} times for a list of {words}: is the whole list gone through for each different one, "
            "by list.count, say? Count in one pass, in a dict",
            of=of,
            found=found,
            words=_WORDS,
        )
