"""Every attack gets what an honest wrong answer gets, and leaves everything as it was."""

import ast
import json
import math
import re

import pytest
from arena import ATTACKS, SLACK_SECONDS, WALL_SECONDS, Arena, attack

from autograder.report.model import from_json

FILES = sorted(ATTACKS.glob("*.py"))
FAMILIES = {"forging", "deceiving", "reading", "tampering", "persisting", "exhausting"}


def test_every_family_has_several_attacks():
    families = [path.stem.split("_")[0] for path in FILES]
    assert set(families) == FAMILIES
    assert min(map(families.count, FAMILIES)) >= 4


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if re.search("^(from|import) autograder", path.read_text(), re.M)],
    ids=lambda p: p.stem,
)
def test_what_an_attack_tampers_with_is_there(path):
    """An attack on a name that has moved would end in its first line, and attack nothing."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    ours: dict[str, object] = {}
    for node in nodes:
        module = node.module if isinstance(node, ast.ImportFrom) else ""
        module = node.names[0].name if isinstance(node, ast.Import) else module
        if str(module).startswith("autograder."):
            exec(ast.unparse(node), ours)  # an import of this package's own: not the attack
    names = [ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)]
    for name in names:
        if name.partition(".")[0] in ours and re.fullmatch(r"[\w.]+", name):
            eval(name, ours)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_attack_gains_nothing_and_harms_nothing(arena: Arena, path):
    made = attack(path)
    honest = arena.score(made.honest, made.exercise)
    assert honest < 10
    pid = arena.pid

    report, seconds = arena.timed(arena.notebook(made.answer, made.cells, made.exercise), made.exercise)

    assert report.score is not None, report.error or "a fault of the grader"
    assert math.isfinite(report.score)
    assert from_json(json.loads(json.dumps(report.to_json()))) == report
    if made.gets == "nothing":
        assert report.score == 0
    elif made.gets == "honest":
        assert report.score == honest
    else:
        assert made.gets == "no more"
        assert report.score <= honest
    if made.verdict is not None:
        assert report.exercises[0].verdict == made.verdict
    assert seconds < WALL_SECONDS + SLACK_SECONDS
    arena.assert_unharmed(pid)
