"""pytest itself runs a course's graders, each against its reference."""

import subprocess
import sys
from pathlib import Path

import doubling
import pytest

CONFTEST = Path(__file__).parents[3] / "graders" / "conftest.py"


@pytest.mark.parametrize(("body", "outcome"), [("X * 2", "4 passed"), ("X.detach() * 2", "1 failed, 3 passed")])
def test_a_reference_is_judged_by_plain_pytest(tmp_path, body, outcome):
    doubling.write(tmp_path, {"double": {"SOLUTION": f"def NAME(X):\n    return {body}"}})
    (tmp_path / "graders" / "conftest.py").write_text(CONFTEST.read_text())
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "graders/doubling/double"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert outcome in done.stdout, done.stdout


CONTRACT = """
from autograder.checks.contract import function

contract = function("double(X)", lambda ns, X: ns.double(X), lambda rng, n=3: (rng.normal(n),))
"""


@pytest.mark.parametrize(("body", "outcome"), [("X * 2", "12 passed"), ("X.detach() * 2", "2 failed, 10 passed")])
def test_so_are_the_tests_that_follow_from_a_contract(tmp_path, body, outcome):
    files = {"SOLUTION": f"def NAME(X):\n    return {body}", "contract.py": CONTRACT, "test_hidden.py": "\n"}
    doubling.write(tmp_path, {"double": files})
    (tmp_path / "graders" / "doubling" / "double" / "test_hidden.py").unlink()
    (tmp_path / "graders" / "conftest.py").write_text(CONFTEST.read_text())
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "graders/doubling/double"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert outcome in done.stdout, done.stdout
