"""The course as its learners see it: what comes in which order, where, and how much of it. No answers are in it.

`release` writes it beside 00-start.ipynb, as JSON.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

SCHEMA = 1


@dataclass(frozen=True)
class Part:
    """An exercise, a quiz, or one for practice: `kind` says which. `minutes` is 0 where course.yml says nothing;
    `needs` are ids of earlier ones."""

    kind: str
    id: str
    notebook: str
    points: float = 0
    minutes: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class AssignmentMap:
    """`folder` is the name of its notebooks' folder; `due` is a day and time in words, or ""; `titles` are those of its
    notebooks by name, in order."""

    id: str
    folder: str
    due: str
    titles: dict[str, str]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class CourseMap:
    title: str
    assignments: tuple[AssignmentMap, ...]


def words_of(id: str) -> str:
    """`linear-networks` as a heading."""
    return id.replace("-", " ").replace("_", " ").capitalize()


def map_to_json(course: CourseMap) -> str:
    return json.dumps({"schema": SCHEMA, **asdict(course)}, indent=1, ensure_ascii=False) + "\n"


def map_from_json(text: str) -> CourseMap:
    """Raises ValueError for what is no map."""
    try:
        data = json.loads(text)
        return CourseMap(
            str(data["title"]),
            tuple(
                AssignmentMap(
                    str(entry["id"]),
                    str(entry.get("folder", entry["id"])),
                    str(entry["due"]),
                    {str(name): str(title) for name, title in entry["titles"].items()},
                    tuple(Part(**{**part, "needs": tuple(part["needs"])}) for part in entry["parts"]),
                )
                for entry in data["assignments"]
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"is no map of a course: {error}") from None
