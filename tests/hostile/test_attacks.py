"""Every attack gets what an honest wrong answer gets, and leaves everything as it was."""

import json
import math

import pytest
from arena import ATTACKS, SLACK_SECONDS, WALL_SECONDS, Arena, attack

from autograder.report import from_json

FILES = sorted(ATTACKS.glob("*.py"))
FAMILIES = {"forging", "deceiving", "reading", "tampering", "persisting", "exhausting"}


def test_every_family_has_several_attacks():
    families = [path.stem.split("_")[0] for path in FILES]
    assert set(families) == FAMILIES
    assert min(map(families.count, FAMILIES)) >= 4


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_attack_gains_nothing_and_harms_nothing(arena: Arena, path):
    made = attack(path)
    honest = arena.score(made.honest)
    assert honest < 10
    pid = arena.pid

    report, seconds = arena.timed(arena.notebook(made.answer, made.cells))

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
