"""Insights as pages: each one file without scripts that loads nothing. Whatever a learner wrote or is called is text
there.

The templates escape every value; `finalize` takes out what acts on a terminal or on the order of letters, see `clean`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.course.latepolicy import length
from autograder.gradebook.lateness import GRACE
from autograder.insights import plots, summary
from autograder.insights.assignment import Insight, Person
from autograder.insights.items import Item
from autograder.insights.people import SLOW_SECONDS, SLOW_TIMES, State
from autograder.insights.sofar import SoFar
from autograder.insights.statistics import LEAST
from autograder.insights.topics import Cause
from autograder.pages.mathml import mathml
from autograder.report.render import SYMBOLS, WORDS, clean

_MOST_CHECKS = 3  # that failed, of one cause
_MARKED = re.compile(r"`([^`\n]+)`|\$([^$\n]+)\$")


def page(found: Insight) -> str:
    """The page of an assignment."""
    people = {person.standing.learner: number for number, person in enumerate(found.people)}
    return _environment(people).get_template("assignment.html").render(it=found)


def page_so_far(found: SoFar) -> str:
    """The page of the course so far; its assignments' pages lie beside it."""
    return _environment({}).get_template("course.html").render(it=found)


def write(path: Path, text: str) -> None:
    """Writes a page in place of an earlier one; whoever looks at it meanwhile sees one of the two."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_text(text, encoding="utf-8", errors="replace")
    half.replace(path)


def _environment(people: dict[str, int]) -> Environment:
    """`people` has for each learner of the page the number of the place that tells of them."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) else clean(str(value)),
    )
    made.globals.update(
        people=people, State=State, Cause=Cause, bar=plots.bar, histogram=plots.histogram, boxes=plots.boxes, verdict=_verdict,
        heading=summary.heading, numbers=summary.numbers, least=LEAST, slow=(SLOW_TIMES, SLOW_SECONDS), low=_is_low,
        absent=_absent, grace=GRACE, most_checks=_MOST_CHECKS,
    )  # fmt: skip
    made.filters.update(percent=summary.percent, duration=length, prose=_prose, moment=_moment, r=_r)
    return made


def _prose(text: str) -> Markup:
    """An author's text: what stands between backticks is code, and between dollars a formula."""
    parts, end = [], 0
    text = clean(text)
    for found in _MARKED.finditer(text):
        parts.append(str(escape(text[end : found.start()])))
        parts.append(f"<code>{escape(found[1])}</code>" if found[1] else mathml(found[2]))
        end = found.end()
    parts.append(str(escape(text[end:])))
    return Markup("".join(parts))


def _moment(time: Any) -> str:
    return f"{time:%Y-%m-%d %H:%M %Z}".strip()


def _r(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _is_low(item: Item) -> bool:
    """Whether those who know the rest hardly do better at it: a check or a question to look at."""
    return item.discrimination is not None and item.discrimination < 0.1


def _absent(people: Sequence[Person]) -> list[tuple[str, list[str]]]:
    """By notebook, who did not hand it in: a line for each notebook, as there are many ways to leave out some of them."""
    found: dict[str, list[str]] = {}
    for person in people:
        for name in person.standing.absent:
            found.setdefault(name, []).append(person.standing.learner)
    return sorted(found.items(), key=lambda it: (-len(it[1]), it[0]))


def _verdict(verdict: Any) -> str:
    return f"{SYMBOLS[verdict]} {WORDS[verdict]}"
