"""`progress()` in a learner's kernel, and `autograder progress`: what has been tried, and what passes, in the course's
order."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.layout import MAP, PROGRESS, assignment_of, checks_beside
from autograder.course.map import CourseMap, Part, map_from_json, words_of
from autograder.learner.display import Notice, Unfinished, show
from autograder.learner.record import Tried, remembered
from autograder.report.render import Line, lines_html, lines_text


def run(folder: Path) -> None:
    """Shows the progress of the course that `folder` belongs to. Raises Unfinished where there is none."""
    __tracebackhide__ = True
    show(notice(folder))


def notice(folder: Path) -> Notice:
    """All exercises and quizzes by assignment, with what is remembered of them.

    `folder` is that of 00-start.ipynb, or one of an assignment. Raises Unfinished where nothing was released.
    """
    top, course = _found(folder)
    tried = remembered(top / PROGRESS)
    groups = [
        Group(words_of(id), [_line(part, tried.get((id, part.id), Tried())) for part in parts]) for id, parts in course
    ]
    lines = [line for group in groups for line in group.lines]
    done = sum(line.symbol == "✓" for line in lines)
    head = f"{done} of {len(lines)} done"
    note = "" if os.access(top, os.W_OK) else f"Nothing is remembered: the folder {top.name} cannot be written to."
    texts = [f"{group.title}: {group.head}\n{lines_text(group.lines)}" for group in groups]
    tables = [
        f"<p><strong>{html.escape(group.title)}</strong>: {group.head}</p>{lines_html(group.lines)}" for group in groups
    ]
    return Notice(
        "\n\n".join([head, *texts, *([note] if note else [])]),
        f"<div><p><strong>{head}</strong></p>{''.join(tables)}{f'<p>{html.escape(note)}</p>' if note else ''}</div>",
    )


@dataclass(frozen=True)
class Group:
    """The lines of one assignment."""

    title: str
    lines: list[Line]

    @property
    def head(self) -> str:
        return f"{sum(line.symbol == '✓' for line in self.lines)} of {len(self.lines)}"


def _found(folder: Path) -> tuple[Path, list[tuple[str, tuple[Part, ...]]]]:
    """The folder with the learner's record, and the parts of each assignment."""
    for top in (folder, folder.parent):
        course = _map(top)
        if course is not None:
            return top, [
                (entry.id, tuple(part for part in entry.parts if part.kind != "practice"))
                for entry in course.assignments
            ]
    # An assignment that was fetched alone has no map beside it.
    parts = tuple(Part("exercise", id, "") for id, _ in checks_beside(folder))
    if not parts:
        raise Unfinished(
            "there is no course here: start JupyterLab in the folder with 00-start.ipynb, or in one of an assignment."
        )
    return folder.parent, [(assignment_of(folder), parts)]


def _map(folder: Path) -> CourseMap | None:
    try:
        return map_from_json((folder / MAP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _line(part: Part, tried: Tried) -> Line:
    notes = list(_notes(part, tried))
    if tried.passed:
        word = "public checks pass" if part.kind == "exercise" else "all answers ready"
        return Line("✓", word, part.id, "; ".join(notes))
    word = ("no longer" if tried.since else "not yet") if tried.times else "to do"
    return Line("✗" if tried.times else "○", word, part.id, "; ".join(notes))


def _notes(part: Part, tried: Tried) -> Iterator[str]:
    if tried.since:
        yield f"first {'passed' if part.kind == 'exercise' else 'ready'} on {tried.since}"
    if tried.times:
        yield f"checked {tried.times} {'time' if tried.times == 1 else 'times'}"
    if tried.hints:
        yield f"{tried.hints} {'hint' if tried.hints == 1 else 'hints'}"
    if not tried.times and part.notebook:
        yield f"in {part.notebook}.ipynb"
