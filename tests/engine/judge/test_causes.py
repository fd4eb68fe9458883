"""The first cause of an exercise's failures: which cell stopped, which stub was left, which definition comes too late."""

import pytest
import tiny_course
from nbformat import NotebookNode
from tiny_course import code, graded_cell, notebook, solution_cell

from autograder.grading.causes import Stop, because, stop_of
from autograder.notebook.stub import defines, left_stub
from autograder.remote.wire import Output
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict


def failed(message: str, verdict: Verdict = Verdict.ERROR) -> TestResult:
    return TestResult("test_a", "a", 1, "public", verdict, plain(message))


MISSING = failed("NameError: name 'add' is not defined", Verdict.MISSING)


def cells(answer: str, *below: str, above: str = "import torch") -> NotebookNode:
    others = [code(source, f"below-{number}") for number, source in enumerate(below)]
    return notebook(code(above, "above"), solution_cell(answer), graded_cell(), *others)


def stop(number: int, source: str, name: str, text: str, *traceback: str) -> Stop:
    found = stop_of(number, source, [Output("error", name, text, traceback=list(traceback))])
    assert found is not None
    return found


def test_a_cell_without_an_error_has_not_stopped() -> None:
    assert stop_of(1, "x", [Output("stream", "stderr", "Error: not really")]) is None


def test_the_cell_that_would_have_defined_the_name_is_named_with_its_line_and_error() -> None:
    source = "import numpy\nfrom google.colab import drive\nimport torch"
    drive = stop(
        1, source, "ModuleNotFoundError", "No module named 'google'", "x", "----> 2 from google.colab import drive"
    )
    told = because(
        "add", cells("def add(a, b): ..."), [drive], [failed("NameError: name 'torch' is not defined (add, line 2)")]
    )
    assert told is not None
    assert "Code cell 1 (`from google.colab import drive`) stopped with ModuleNotFoundError: No module named" in told
    assert "`torch` is not defined" in told
    assert drive.cell.line == "from google.colab import drive"


def test_of_two_cells_the_one_that_made_the_other_stop_is_the_cause() -> None:
    first = stop(1, "import d2l\nimport torch", "ModuleNotFoundError", "No module named 'd2l'", "----> 1 import d2l")
    second = stop(2, "def add(a: torch.Tensor, b): ...", "NameError", "name 'torch' is not defined")
    told = because("add", cells(""), [first, second], [MISSING])
    assert told is not None
    assert told.startswith("Code cell 1 (`import d2l`)")


def test_a_long_chain_of_causes_is_followed_for_some_steps() -> None:
    stops = [stop(n + 1, f"f{n} = f{n - 1}", "NameError", f"name 'f{n - 1}' is not defined") for n in range(3000)]
    told = because("add", cells("def add(a, b): ..."), stops, [failed("NameError: name 'f2999' is not defined")])
    assert told is not None
    assert told.startswith("Code cell 29")


@pytest.mark.parametrize(
    "line",
    [
        "def add(a): ...",
        "  async def add():",
        "class add:",
        "add = 1",
        "add: int = 1",
        "from x import b, add",
        "import add",
    ],
)
def test_a_definition_is_seen_in_what_is_no_python_too(line: str) -> None:
    assert defines("add", f"this is no Python\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        "add == 1",
        "x = add",
        "from add import x",
        "import added",
        "importadd",
        "print(add)",
        "",
        "from " + "import " * 9**5,
    ],
)
def test_what_only_uses_a_name_defines_nothing(line: str) -> None:
    assert not defines("add", f"{line}\nadded")


def test_what_a_traceback_says_of_lines_is_no_number_of_thousands_of_digits() -> None:
    digits = "1" * 5000
    found = stop(1, "x = 1\nx()", "E", f"(line {digits})", f"---> {digits} x")
    assert found.cell.line == "x = 1"
    assert len(found.cell.error) <= 2000


def test_a_cell_that_stopped_for_something_else_is_not_called_the_cause() -> None:
    other = stop(1, "plt.plot()", "TypeError", "no")
    assert because("add", cells(""), [other], [MISSING]) is None
    assert because("add", cells(""), [other], [failed("the result is 1, but should be 2", Verdict.FAILED)]) is None


@pytest.mark.parametrize(
    "text", ["invalid syntax (<ipython-input-3-8386>, line 2)", "'(' was never closed (x.py, line 2)"]
)
def test_what_is_no_python_was_not_run_at_all(text: str) -> None:
    told = because("add", cells(""), [stop(2, "x = 1\ndef add(a:\n", "SyntaxError", text)], [MISSING])
    assert told is not None
    assert "Code cell 2 (`def add(a:`) is no Python (SyntaxError: " in told
    assert "ipython-input" not in told


def test_a_definition_below_the_check_is_said_to_come_too_late() -> None:
    for below in ("def add(a, b):\n    return a + b", "add = lambda a, b: a + b", "from mine import add"):
        told = because("add", cells("", "1 + 1", below), [], [MISSING])
        assert told is not None
        assert f"`add` is defined below its check (in the cell that begins with `{below.splitlines()[0]}`)" in told
    assert because("add", cells("", "add(1, 2)\nadd == 3"), [], [MISSING]) is None


STUB = failed("NotImplementedError")


def test_a_stub_beside_a_finished_definition_is_said_to_replace_it() -> None:
    nb = cells("def add(a, b):\n    raise NotImplementedError()", above="def add(a, b):\n    return a + b")
    told = because("add", nb, [], [STUB])
    assert told is not None
    assert "is defined in another cell (`def add(a, b):`), and again by the stub" in told


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise NotImplementedError()", "is not written yet"),
        ('"""Doc."""\nraise NotImplementedError', "is not written yet"),
        ("raise NotImplementedError()\nreturn a + b", "still stands above your code"),
        ("c = a + b\nraise NotImplementedError()", "still stands below your code"),
        ("c = a\nraise NotImplementedError('todo')\nreturn c", "still stands in the middle of your code"),
    ],
)
def test_a_stub_that_was_left_is_told_by_its_place(body: str, said: str) -> None:
    source = "def add(a, b):\n" + "\n".join(f"    {line}" for line in body.splitlines())
    assert said in (left_stub("add", source) or "")
    assert said in (because("add", cells(source), [], [STUB]) or "")


def test_a_class_whose_methods_are_stubs_is_not_written_yet() -> None:
    source = "class Net:\n    def __init__(self):\n        raise NotImplementedError()\n"
    assert "is not written yet" in (left_stub("Net", source) or "")


def test_code_without_a_stub_has_nothing_to_say() -> None:
    assert left_stub("add", tiny_course.ANSWER) is None
    assert left_stub("add", "def add(a:") is None
