"""Whose a file of a platform's download is, where several say that they are one learner's one notebook.

nbgrader reads it from a file's path. The names of what was downloaded are the platform's; those within an archive are
its author's, who may have written another learner's. One that cannot be believed is passed over, and costs nobody else.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from nbgrader.apps import zipcollectapp

from autograder.course.learner_id import unusable

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Claim:
    """A file that says that it is the `notebook` of `learner`; `archives` are those around the name that says so."""

    path: str
    learner: str
    notebook: str
    moment: Any
    archives: tuple[str, ...]


def settle(paths: list[str], collector: Any, archives: Set[str], leave: Callable[[Path, str], None]) -> list[str]:
    """Those of the `paths` that can be collected; `leave(path, why)` is called for each other one that names a learner.

    `archives` are the folders that archives were unpacked to. What names no learner stays: nbgrader has a line for it.
    """
    kept, claims = [], []
    for path in paths:
        found = collector.collect(path)
        if not found:
            kept.append(path)
            continue
        why = _unusable(found)
        if why is None:
            claims.append(_claim(path, found, collector, archives))
        else:
            leave(Path(path), why)
    refused = dict(_refused(claims))
    for claim in claims:
        if claim in refused:
            leave(Path(claim.path), refused[claim])
        else:
            kept.append(claim.path)
    return sorted(kept)


def _unusable(found: Mapping[str, Any]) -> str | None:
    """Why nbgrader would end the command for what a file's name says."""
    for key in ("student_id", "file_id"):
        if not isinstance(found.get(key, ""), str):
            return f"has no {key} in its name"
    id = str(found.get("student_id", "none"))
    if os.sep in id or unusable(id):
        return f"names a learner whose id {unusable(id) or 'holds a slash'}"
    if isinstance(found.get("timestamp"), str) and found["timestamp"]:
        try:
            zipcollectapp.parse_utc(found["timestamp"])
        except Exception:  # noqa: BLE001  whatever a name makes of it
            return "has a time in its name that cannot be read"
    return None


def _claim(path: str, found: Mapping[str, Any], collector: Any, archives: Set[str]) -> Claim:
    match = re.match(getattr(collector, "named_regexp", "") or r"(?!)", path)
    end = match.end("student_id") if match and "student_id" in match.re.groupindex else len(path)
    # The folders above the part of the path in which the id stands.
    above = PurePath(path[: path.rfind(os.sep, 0, max(end, 1)) + 1])
    around = tuple(str(folder) for folder in reversed([above, *above.parents]) if str(folder) in archives)
    notebook = os.path.splitext(found["file_id"])[0] + os.path.splitext(path)[1]  # as nbgrader does
    moment = zipcollectapp.parse_utc(found["timestamp"]) if found.get("timestamp") else None
    return Claim(path, str(found["student_id"]), notebook, moment, around)


def _refused(claims: list[Claim]) -> Iterator[tuple[Claim, str]]:
    learners = {claim.learner for claim in claims}
    believed = defaultdict(list)
    for claim in claims:
        owners = _owners(claim.archives, learners)
        if owners and claim.learner not in owners:
            yield claim, f"says that it is of {claim.learner}, but lies in an archive of {' or '.join(sorted(owners))}"
        else:
            believed[claim.learner, claim.notebook].append(claim)
    for same in believed.values():
        depth = min(len(claim.archives) for claim in same)
        first = [claim for claim in same if len(claim.archives) == depth]
        for claim in same:
            if claim not in first:
                yield claim, f"says that it is the {claim.notebook} of {claim.learner}, which is there already"
        one_place = len({claim.archives for claim in first}) == 1
        moments = Counter(claim.moment for claim in first)
        if len(first) > 1 and not (one_place and None not in moments):
            for claim in first:
                yield (
                    claim,
                    f"is one of {len(first)} files that say that they are the {claim.notebook} of {claim.learner}",
                )


def _owners(archives: tuple[str, ...], learners: set[str]) -> set[str]:
    """The learners whom the name of an archive names: the outermost that names one, whose name is the platform's."""
    for archive in archives:
        name = os.path.basename(archive)
        owners = {learner for learner in learners if learner == name or learner in _WORD.findall(name)}
        if owners:
            return owners
    return set()
