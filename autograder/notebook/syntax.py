"""The text of a submission as a syntax tree, as far as it is no burden for who reads it."""

from __future__ import annotations

import ast

LONGEST = 200_000  # characters: a tree takes a thousand times the memory of its text, and a notebook has some thousands


def tree_of(source: str) -> ast.Module | None:
    """None for what is no Python, such as a magic, and for what is longer than LONGEST."""
    if len(source) > LONGEST:
        return None
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
