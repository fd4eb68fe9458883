"""Why an exercise failed, where its notebook tells: a cell that stopped, a stub that was left, a definition that comes
too late.

Only the first cause is given: every check that suffers from it would repeat one message, "name 'softmax' is not
defined".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.notebook.cells import check_id, code_cells_until, find, grade_id, role, solution_source
from autograder.notebook.stub import defines, left_stub
from autograder.remote import wire
from autograder.report.model import StoppedCell, TestResult, Verdict

_WORDS = 2000  # of what an error says of itself
_ARROW = re.compile(r"^-+> *(\d{1,9})\b", re.MULTILINE)
_PLACE = re.compile(r" \(<?(?:ipython-input|string)[^)]*\)")
_STEPS = 20
_UNDEFINED = re.compile(r"NameError: (?:name|cannot access free variable) '(\w+)'")


@dataclass(frozen=True)
class Stop:
    """A cell that stopped, with its text; `ended` when it took the whole run with it."""

    cell: StoppedCell
    source: str
    ended: bool = False


def stop_of(number: int, source: str, outputs: Sequence[wire.Output]) -> Stop | None:
    """The stop of code cell `number` (from 1) if its outputs have an error."""
    errors = [output for output in outputs if output.kind == "error"]
    if not errors:
        return None
    error = errors[0]
    text = _PLACE.sub("", (f"{error.name}: {error.text}" if error.text else error.name)[:_WORDS])
    return Stop(StoppedCell(number, text, _line(source, error)), source)


def first_line(source: str) -> str:
    return next((line.strip() for line in source.splitlines() if line.strip()), "")[:120]


def because(id: str, nb: NotebookNode, stops: Sequence[Stop], tests: Sequence[TestResult]) -> str | None:
    """The cause of the failed tests of exercise `id` in a sentence or two; None where the notebook tells none."""
    failed = [test for test in tests if test.verdict is not Verdict.PASSED]
    ended = next((stop for stop in stops if stop.ended), None)
    if ended is not None and any(test.verdict in (Verdict.TIMEOUT, Verdict.CRASHED) for test in failed):
        return f"{_named(ended)}: {ended.cell.error}. Nothing below it was run, this check included."
    if any(test.words.startswith("NotImplementedError") for test in failed):
        return _stub(id, nb)
    missing = any(test.verdict is Verdict.MISSING for test in failed)
    undefined = [found[1] for test in failed if (found := _UNDEFINED.search(test.words))]
    name = id if missing else undefined[0] if undefined else None
    if name is None:
        return None
    stop = _first_cause(name, stops)
    if stop is not None:
        return _stopped(stop, name)
    return _elsewhere(id, nb) if name == id and missing else None


def _first_cause(name: str, stops: Sequence[Stop]) -> Stop | None:
    """The stop that left `name` undefined; where that one stopped for want of another name, the stop behind it, and so
    on for some steps."""
    cause = None
    for _ in range(_STEPS):
        index = next((index for index, stop in enumerate(stops) if defines(name, stop.source)), None)
        if index is None:
            break
        cause, stops = stops[index], stops[:index]
        inner = _UNDEFINED.search(cause.cell.error)
        if inner is None:
            break
        name = inner[1]
    return cause


def _stopped(stop: Stop, name: str) -> str:
    error = stop.cell.error
    if error.startswith(("SyntaxError", "IndentationError", "TabError")):
        return f"{_named(stop)} is no Python ({error}), so nothing in it was run, and `{name}` is not defined."
    text = (
        f"{_named(stop)} stopped with {error}. What stands below in that cell was not run, so `{name}` is not defined."
    )
    if error.startswith("ModuleNotFoundError"):
        text += " That package is not there when grading: remove the import if the exercise does not need it."
    return text


def _named(stop: Stop) -> str:
    return f"Code cell {stop.cell.cell} (`{stop.cell.line.replace('`', '')}`)"


def _line(source: str, error: wire.Output) -> str:
    """The line of the cell at which it stopped, else its first one."""
    lines = source.splitlines()
    numbers = [int(number) for number in _ARROW.findall("\n".join(error.traceback))[:1]]
    place = re.search(r"line (\d{1,9})\)?$", error.text[-_WORDS:])
    numbers += [int(place[1])] if place else []
    shown = next((lines[number - 1].strip() for number in numbers if 0 < number <= len(lines)), "")
    return shown[:120] or first_line(source)


def _stub(id: str, nb: NotebookNode) -> str | None:
    left = left_stub(id, solution_source(nb, id))
    others = [cell for cell in code_cells_until(nb, check_id(id)) if grade_id(cell) != id]
    defined = [cell for cell in others if defines(id, cell.source)]
    if defined and left is not None:
        return (
            f"`{id}` is defined in another cell (`{first_line(defined[0].source)}`), and again by the stub in the answer's "
            "own cell; the one that is run last counts. Move your code into the answer's cell, in place of the stub."
        )
    return _elsewhere(id, nb) or left


def _elsewhere(id: str, nb: NotebookNode) -> str | None:
    end = find(nb, check_id(id))
    below = [] if end is None else [cell for cell in nb.cells[end + 1 :] if cell.cell_type == "code"]
    late = [cell for cell in below if role(cell) != "graded" and defines(id, cell.source)]
    if not late:
        return None
    return (
        f"`{id}` is defined below its check (in the cell that begins with `{first_line(late[0].source)}`), where it comes "
        f"too late: move that definition above `check({id})`."
    )
