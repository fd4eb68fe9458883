"""The order of files; and what a machine lacks for some tests is said at the end of the run, with how to get it."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import postgres_server
import pytest
import torch

import autograder.grading
from autograder.checks import search
from autograder.grading.judges import Nursery
from autograder.notebook import light_jsonschema

light_jsonschema.lighten()  # before anything imports nbformat: here, too, that costs seconds

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def no_browser() -> str:
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed; try pip install -e '.[grader,dev]'"
    if not any(map(shutil.which, BROWSERS)):
        return "there is no chromium; try sudo apt-get install chromium, or bash .ci/run, which does it"
    return ""


def no_gpu() -> str:
    return "" if torch.cuda.is_available() else "torch finds no GPU; the simulated device stands in for one"


# Files, what they test, what this machine lacks for them ("" for nothing), and the variable that makes them run and fail
# of what is lacking: .ci/run sets it where it has installed that.
_NEEDS = [
    ("browser/test_lab.py", "JupyterLab in a real browser", no_browser(), "AUTOGRADER_REQUIRE_BROWSER"),
    ("browser/test_hostile_pages.py", "hostile pages in a real browser", no_browser(), "AUTOGRADER_REQUIRE_BROWSER"),
    ("browser/test_reading.py", "a learner's page in a real browser", no_browser(), "AUTOGRADER_REQUIRE_BROWSER"),
    (
        "engine/test_postgresql.py",
        "a gradebook in PostgreSQL",
        postgres_server.lacking(),
        "AUTOGRADER_REQUIRE_POSTGRESQL",
    ),
    ("engine/test_cuda_grading.py", "grading on a GPU", no_gpu(), "AUTOGRADER_REQUIRE_CUDA"),
]
LEFT_OUT = [(file, what, lack) for file, what, lack, variable in _NEEDS if lack and not os.environ.get(variable)]
# The exercises that attacks are made on are graded like a course's, not collected.
collect_ignore = ["hostile/exercises", *(file for file, *_ in LEFT_OUT)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LEFT_OUT:
        terminalreporter.section("LEFT OUT", yellow=True, bold=True)
        for file, what, lack in LEFT_OUT:
            terminalreporter.write_line(f"{what} (tests/{file}): {lack}", yellow=True)


# The nbgrader_config.py of a test's course may put stand-ins in the place of the judge, see `quick_judge` and
# `fake_judge`. Where a test uses that course in this process, they must be gone with it: the next file has real judges.
_NURSERYS_OWN = {name: vars(Nursery)[name] for name in ("__init__", "fork")}


@pytest.fixture(autouse=True)
def _as_if_it_were_the_first() -> None:
    """Random numbers, and the tries of a search for small inputs, whichever tests ran before in this process."""
    torch.manual_seed(0)
    search.begin_exercise()


@pytest.fixture(autouse=True)
def _real_judges_afterwards() -> Iterator[None]:
    yield
    for name, own in _NURSERYS_OWN.items():
        setattr(Nursery, name, own)
    sys.modules.pop("fake_judge", None)  # so that whoever imports it next has it in the judge's place again
    if not hasattr(sys.modules.get("autograder.grading.grade"), "__file__"):
        real = vars(autograder.grading).get("grade")  # there if it was imported before the stand-in
        sys.modules.pop("autograder.grading.grade", None)
        if real is not None:
            sys.modules["autograder.grading.grade"] = real


# The files that take longest, which begin first. Where several processes share the files (see Makefile), a run then ends
# with short ones, and not with one process at work on a long one while the others have nothing left to do.
LONGEST = [
    "engine/judge/test_selftest.py",
    "hostile/test_attacks.py",
    "browser/test_lab.py",
    "hostile/test_faults.py",
    "engine/test_grading.py",
    "browser/test_hostile_pages.py",
    "engine/test_bench.py",
    "engine/test_cluster.py",
    "engine/test_readme.py",
    "engine/sandbox/test_launcher.py",
    "engine/test_feedback.py",
    "engine/test_simulated_grading.py",
    "hostile/test_quizzes.py",
    "engine/test_rendering.py",
    "hostile/test_interruptions.py",
    "engine/test_postgresql.py",
    "hostile/test_troubles.py",
    "engine/test_nbgrader_plugin.py",
    "hostile/test_files.py",
    "hostile/test_classmates.py",
    "engine/test_new_exercise.py",
    "engine/test_autograde.py",
    "engine/test_new.py",
    "engine/sandbox/test_isolation.py",
    "engine/sandbox/test_layers.py",
    "engine/test_devices.py",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {Path(__file__).parent / file: number for number, file in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))
