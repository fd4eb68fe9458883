"""`hint(softmax)` in the learner's kernel: the exercise's staged hints, one after the other."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.checks.recording import from_json
from autograder.course.layout import HELP
from autograder.learner.check import exercise_id, public_tests
from autograder.learner.display import Notice, Unfinished, show
from autograder.learner.record import remember
from autograder.report.render import code_html

_given: dict[str, int] = {}  # how many hints of each exercise this kernel has shown


def run(exercise: object, number: int | None, namespace: Mapping[str, Any]) -> None:
    """Shows the hint of that number, counted from 1; by default the one after the last that was shown.

    Raises Unfinished when there is none.
    """
    __tracebackhide__ = True
    id = exercise_id(exercise, namespace, "hint")
    hints = hints_of(public_tests(Path.cwd())[id].with_suffix(HELP))
    if not hints:
        raise Unfinished(f"there are no hints for {id} beside this notebook.")
    wanted = min(_given.get(id, 0) + 1, len(hints)) if number is None else number
    if type(wanted) is not int or not 1 <= wanted <= len(hints):
        raise Unfinished(f"{id} has {len(hints)} hints, from hint({id}, 1) to hint({id}, {len(hints)}).")
    remember(Path.cwd(), id, lambda tried: tried.hinted(wanted))
    _given[id] = max(_given.get(id, 0), wanted)
    last = "It is the last one." if wanted == len(hints) else f"hint({id}) gives the next one."
    head = f"Hint {wanted} of {len(hints)} for {id}"
    show(
        Notice(
            f"{head}: {hints[wanted - 1]}\n{last}",
            f"<div><p><strong>{html.escape(head)}:</strong> {code_html(hints[wanted - 1])}</p><p>{html.escape(last)}</p></div>",
        )
    )


def hints_of(path: Path) -> tuple[str, ...]:
    """The staged hints in a released file; none where it is missing or damaged."""
    try:
        return from_json(path.read_text(encoding="utf-8")).hints
    except (OSError, ValueError):
        return ()
