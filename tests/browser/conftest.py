"""Tests in a real browser: left out aloud where there is none, and a failure where there must be one."""

import importlib.util
import os
import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def lacking() -> str:
    """What this machine lacks for these tests, with how to get it; "" for nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed; try pip install -e '.[grader,dev]'"
    if not any(map(shutil.which, BROWSERS)):
        return "there is no chromium; try sudo apt-get install chromium, or bash .ci/run, which does it"
    return ""


# .ci/run sets the variable when it has installed a browser: then the tests run and fail of what is lacking.
LEFT_OUT = bool(lacking()) and not os.environ.get("AUTOGRADER_REQUIRE_BROWSER")
collect_ignore_glob = ["test_*.py"] if LEFT_OUT else []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LEFT_OUT:
        terminalreporter.section("LEFT OUT", yellow=True, bold=True)
        terminalreporter.write_line(f"the tests in a real browser (tests/browser): {lacking()}", yellow=True)
