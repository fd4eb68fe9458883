"""What every exercise's messages have in common."""

import ast
from pathlib import Path

import pytest

GRADERS = sorted((Path(__file__).parents[2] / "graders").glob("*/*/test_*.py"))


def named(path):
    """(line, last words) of what the checks of a file say that they compare: `of=...` and `of = ...`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.keyword(arg="of", value=value) | ast.Assign(targets=[ast.Name(id="of")], value=value):
                pass
            case _:
                continue
        last = value.values[-1] if isinstance(value, ast.JoinedStr) else value
        if isinstance(last, ast.Constant):
            yield value.lineno, last.value


def test_there_are_names_to_look_at():
    assert sum(len(list(named(path))) for path in GRADERS) > 100


@pytest.mark.parametrize("path", GRADERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_name_of_what_is_compared_ends_in_a_thing_that_an_index_may_follow(path):
    # A message goes on with the place: "after a step from 1[0] is ..." is read as an index of the number 1.
    assert [(line, text) for line, text in named(path) if text[-1].isdigit() or text[-1] in ",;:"] == []
