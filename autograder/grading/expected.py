"""Which tests each known wrong answer of an exercise fails: recorded in `expected.yml` of its folder, never by hand.

`autograder selftest --accept` writes the file from what it sees, one test on a line, so that a diff shows what a change
of a test or of an answer has done. From then on, `autograder selftest` holds the answers to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from autograder.course.layout import exercise_of
from autograder.course.yaml import Problem, Reader

EXPECTED = "expected.yml"
_OF = re.compile(r"# Of tests and answers whose digest is ([0-9a-f]{16})\.")
_NO_MATTER = (EXPECTED, "hints.yml")


def read_expected(folder: Path) -> tuple[dict[str, frozenset[str]], list[Problem]]:
    """The tests that each wrong answer of `folder` fails, by the answer's file name, and what is wrong with the record."""
    path = folder / EXPECTED
    if not path.exists():
        return {}, []
    reader = Reader(f"{folder.name}/{EXPECTED}")
    root = reader.root(path)
    if root is None:
        return {}, reader.problems
    if not isinstance(root.node, yaml.MappingNode):
        reader.complain(root, f"must be a mapping from wrong answers to tests: {remedy(exercise_of(folder))}")
        return {}, reader.problems
    entries = reader.mapping(root, [], [getattr(key, "value", "") for key, _ in root.node.value])
    fails = {name: frozenset(filter(None, map(reader.text, reader.items(at)))) for name, at in entries.items()}
    return fails, reader.problems


def write_expected(folder: Path, reference: str, fails: Mapping[str, Sequence[str]]) -> None:
    """Records the failed tests of each wrong answer, in the order in which they ran, and of what text all of it is."""
    head = f"""\
# Written by `autograder selftest --accept {exercise_of(folder)}`: the tests that each wrong answer fails.
# Read its diff when it changes. Do not edit it: after a merge conflict, run the command again.
# Of tests and answers whose digest is {_digest(folder, reference)}.
"""
    lines = [f"{name}:\n" + "".join(f"  - {test}\n" for test in fails[name]) for name in sorted(fails)]
    (folder / EXPECTED).write_text(head + "".join(lines), encoding="utf-8")


def is_of_this_text(folder: Path, reference: str) -> bool:
    """Whether the tests, answers and reference of `folder` are, to the letter, those of the record."""
    path = folder / EXPECTED
    found = _OF.search(path.read_text(encoding="utf-8")) if path.exists() else None
    return found is not None and found[1] == _digest(folder, reference)


def _digest(folder: Path, reference: str) -> str:
    digest = hashlib.sha256(reference.encode())
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".yml") and path.name not in _NO_MATTER:
            digest.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def remedy(exercise: str) -> str:
    """What to do about a record that does not fit."""
    return f"run `autograder selftest --accept {exercise}`, then read the diff of {EXPECTED}"
