"""SECURITY.md names the tests behind its promises; they must exist."""

import re

import pytest
from arena import REPOSITORY

NAMED = sorted(set(re.findall(r"`(tests/[\w/.*]+)`", (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", NAMED)
def test_what_stands_behind_a_promise_exists(path: str):
    assert list(REPOSITORY.glob(path.removesuffix("/")))


def test_every_family_of_attacks_stands_behind_a_promise():
    families = {path.stem.split("_")[0] for path in (REPOSITORY / "tests/hostile/attacks").glob("*.py")}
    text = " ".join(NAMED)
    assert {family for family in families if f"attacks/{family}_*" not in text} == set()
