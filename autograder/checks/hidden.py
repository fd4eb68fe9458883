"""The hidden tests of an exercise: those that follow from its contract, and those that are written by hand."""

from __future__ import annotations

from pathlib import Path

from autograder.checks.battery import battery
from autograder.checks.contract import Contract
from autograder.checks.runner import Test, UnusableTests, imported, load_tests, made_test, shown
from autograder.course.layout import CONTRACT, HIDDEN, exercise_of


def hidden_tests(folder: Path) -> list[Test]:
    """The tests of contract.py, then those of test_hidden.py; one of the two files may be missing. Raises
    UnusableTests."""
    contract, written = folder / CONTRACT, folder / HIDDEN
    tests = contract_tests(contract) if contract.exists() else []
    if tests and not written.exists():
        return tests
    following = {test.name for test in tests}
    for test in load_tests(written, exercise_of(folder), "hidden"):
        if test.name in following:
            short = test.name.removeprefix("test_")
            raise UnusableTests(
                f"{shown(written)}: {test.name} follows from {CONTRACT} already: give it another name, or the contract "
                f'`without={{"{short}": "the reason"}}`'
            )
        tests.append(test)
    return tests


def contract_tests(path: Path) -> list[Test]:
    """The tests that follow from the contract in the file. Raises UnusableTests."""
    contract, exercise = getattr(imported(path), "contract", None), exercise_of(path.parent)
    if not isinstance(contract, Contract):
        raise UnusableTests(
            f"{shown(path)} has no contract: write `contract = function(...)`, see autograder.checks.contract"
        )
    if contract.id != exercise:
        raise UnusableTests(f"{shown(path)} is the contract of {contract.id}, but lies in the folder of {exercise}")
    try:
        made = battery(contract)
    except ValueError as error:
        raise UnusableTests(f"{shown(path)}: {error}") from None
    return [made_test(path, exercise, "hidden", name, test) for name, test in made.items()]
