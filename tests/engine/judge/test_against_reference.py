"""pytest itself runs a course's graders, each against its reference."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import doubling
import pytest

CONFTEST = Path(__file__).parents[3] / "graders" / "conftest.py"
CONTRACT = """
from autograder.checks.contract import function

contract = function("NAME(X)", lambda ns, X: ns.NAME(X), lambda rng, n=3: (rng.normal(n),))
"""
BODIES = {"right": "X * 2", "severed": "X.detach() * 2"}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> Counter[tuple[str, str]]:
    """How many tests of each exercise passed or failed, in one run for all of them."""
    folder = tmp_path_factory.mktemp("doubling")
    exercises = {}
    for name, body in BODIES.items():
        exercises[f"{name}_by_hand"] = {"SOLUTION": f"def NAME(X):\n    return {body}"}
        exercises[f"{name}_by_contract"] = {**exercises[f"{name}_by_hand"], "contract.py": CONTRACT}
    doubling.write(folder, exercises)
    for name in BODIES:
        (folder / "graders" / "doubling" / f"{name}_by_contract" / "test_hidden.py").unlink()
    (folder / "graders" / "conftest.py").write_text(CONFTEST.read_text())
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "graders/doubling"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    lines = re.findall(r"^(PASSED|FAILED|ERROR) graders/doubling/(\w+)/", done.stdout, re.MULTILINE)
    assert lines, done.stdout + done.stderr
    return Counter((exercise, outcome) for outcome, exercise in lines)


@pytest.mark.parametrize(("name", "passed", "failed"), [("right", 4, 0), ("severed", 3, 1)])
def test_a_reference_is_judged_by_plain_pytest(outcomes, name, passed, failed):
    assert counts(outcomes, f"{name}_by_hand") == (passed, failed, 0)


@pytest.mark.parametrize(("name", "passed", "failed"), [("right", 12, 0), ("severed", 10, 2)])
def test_so_are_the_tests_that_follow_from_a_contract(outcomes, name, passed, failed):
    assert counts(outcomes, f"{name}_by_contract") == (passed, failed, 0)


def counts(outcomes: Counter[tuple[str, str]], exercise: str) -> tuple[int, int, int]:
    return outcomes[exercise, "PASSED"], outcomes[exercise, "FAILED"], outcomes[exercise, "ERROR"]
