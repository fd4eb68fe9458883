"""The staged hints of an exercise, `hints.yml` of its folder: a list of sentences, from a nudge to a worked step."""

from __future__ import annotations

from pathlib import Path

from autograder.course.yaml import Problem, Reader

HINTS = "hints.yml"


def read_hints(folder: Path) -> tuple[tuple[str, ...], list[Problem]]:
    """The hints in their order, none without a file, and what is wrong with the file."""
    path = folder / HINTS
    if not path.exists():
        return (), []
    reader = Reader(f"{folder.name}/{HINTS}")
    root = reader.root(path)
    hints = tuple(filter(None, map(reader.text, reader.items(root))))
    return hints, reader.problems
