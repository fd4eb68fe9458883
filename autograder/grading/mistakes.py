"""Known wrong answers that are edits of the reference, in `mistakes.yml` of an exercise's folder:

    - id: columns
      title: Normalised over columns.
      find: dim=1
      replace: dim=0
      all: true                            # both of them; else `find` must stand there once
      hint: Each row is an example, so it is the rows that must sum to one.
      must_fail: test_hidden::test_values
    - id: mean
      pattern: $x.sum($axes)
      with: $x.mean($axes)
      hint: ...

They are known wrong answers like the files in `answers/`: the first is `wrong_columns` in `expected.yml`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from autograder.course.layout import exercise_of
from autograder.course.yaml import Located, Problem, Reader, did_you_mean
from autograder.grading.edits import EditError, replaced, rewritten

MISTAKES = "mistakes.yml"
_ID = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = ("find", "replace", "pattern", "with", "all", "must_fail", "title")


@dataclass(frozen=True)
class Mistake:
    """One entry; `source` is the reference with the edit."""

    id: str
    title: str
    hint: str
    must_fail: str | None
    source: str


def read_mistakes(folder: Path, reference: str, tests: Collection[str]) -> tuple[list[Mistake], list[Problem]]:
    """The mistakes that can be read, in the file's order, and what is wrong with the others.

    `tests` are the names that `must_fail` may have.
    """
    path, reader = folder / MISTAKES, Reader(f"{folder.name}/{MISTAKES}")
    root = reader.root(path) if path.exists() else None
    taken = {
        file.stem.removeprefix("wrong_"): f"answers/{file.name}" for file in (folder / "answers").glob("wrong_*.py")
    }
    entries = [_Entry(reader, at, exercise_of(folder), reference, tests, taken).mistake() for at in reader.items(root)]
    return [entry for entry in entries if entry is not None], reader.problems


@dataclass(frozen=True)
class _Entry:
    """An entry that is being read; `taken` has the ids so far, each with where it stands."""

    read: Reader
    at: Located
    exercise: str
    reference: str
    tests: Collection[str]
    taken: dict[str, str]

    def mistake(self) -> Mistake | None:
        parts = self.read.mapping(self.at, ["id", "hint"], _KEYS)
        id, hint = self._id(parts.get("id")), self.read.text(parts.get("hint"))
        source, title = self._source(parts), self._title(parts)
        must_fail = self._must_fail(parts.get("must_fail"))
        if id is None or hint is None or source is None:
            return None
        return Mistake(id, title, " ".join(hint.split()), must_fail, source)

    def _id(self, at: Located | None) -> str | None:
        id = self.read.text(at)
        if at is None or id is None:
            return None
        if not _ID.fullmatch(id):
            self.read.complain(at, f"may have small letters, digits and _ only, not {id!r}")
            return None
        if id in self.taken:
            self.read.complain(at, f"{id} is used already, by {self.taken[id]}")
            return None
        self.taken[id] = f"line {at.line}"
        return id

    def _title(self, parts: Mapping[str, Located]) -> str:
        title = self.read.text(parts.get("title"))
        shown = [" ".join((_code(parts.get(key)) or "nothing").split()) for key in _pair(parts)]
        return title or f"{shown[1]} in place of {shown[0]}"

    def _must_fail(self, at: Located | None) -> str | None:
        name = self.read.text(at)
        if at is not None and name is not None and name not in self.tests:
            self.read.complain(at, f"{name} is no test{did_you_mean(name, self.tests)}")
            return None
        return name

    def _source(self, parts: Mapping[str, Located]) -> str | None:
        """The reference with the edit; None, and a problem, where it cannot be made or nothing comes of it."""
        first, second = _pair(parts)
        others = sorted(parts.keys() & {"find", "replace", "pattern", "with"} - {first, second})
        for key in others:
            self.read.complain(parts[key], f"does not go with {first}")
        before, after = _code(parts.get(first)), _code(parts.get(second))
        if not before or after is None:
            self.read.complain(self.at, "must have find and replace, or pattern and with, each with code")
            return None
        everywhere = self.read.boolean(parts.get("all")) or False
        edit = replaced if first == "find" else rewritten
        try:
            source = edit(self.reference, before, after, everywhere=everywhere)
            if not self._differs(source):
                raise EditError("the edit leaves the same program")
        except EditError as error:
            self.read.complain(parts[first], str(error))
            return None
        except SyntaxError as error:
            self.read.complain(parts[second], f"the edit leaves no Python: {error.msg}")
            return None
        return None if others else source

    def _differs(self, source: str) -> bool:
        """Raises SyntaxError for what is no Python."""
        return ast.dump(ast.parse(source)) != _dumped(self.reference)


@lru_cache(maxsize=1)
def _dumped(reference: str) -> str:
    return ast.dump(ast.parse(reference))


def _pair(parts: Mapping[str, Located]) -> tuple[str, str]:
    return ("pattern", "with") if "pattern" in parts else ("find", "replace")


def _code(at: Located | None) -> str | None:
    """The text as it stands, also where YAML would read a number; empty for code that goes."""
    if at is None or not isinstance(at.node, yaml.ScalarNode):
        return None
    return str(at.node.value).removesuffix("\n")
