"""Which of a learner's files is which notebook, and what goes beside it; by their names alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.collect.staging import Staged, path_shown
from autograder.course.layout import CHECKS, EARLIER, MAP, PROGRESS, assignment_of
from autograder.course.model import Assignment, Course
from autograder.course.way import START
from autograder.handin import lookalike
from autograder.handin.folder import is_untouched

# What browsers, systems, Jupyter and Canvas add to the name of a file that is there already.
_COPY = re.compile(r"([ _-]*\((\d{1,3})\)|[ _-](\d{1,3})_?|[ _-]+copy[ _-]*\(?(\d{0,3})\)?)$", re.IGNORECASE)
_TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True)
class Placement:
    """By assignment, the files by their paths in its folder; `notes` are about what has no place there.

    `remarks` are worth knowing, and nothing is amiss.
    """

    files: dict[str, dict[str, Staged]]
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Copy:
    """A file that is a notebook of the course by its name, with the numbers that were added to that."""

    file: Staged
    assignment: str
    notebook: str
    numbers: tuple[int, ...]


def place(files: Sequence[Staged], course: Course, chosen: Assignment | None) -> Placement:
    """The place of each file; with `chosen` everything is of that assignment."""
    placement = Placement({} if chosen is None else {chosen.id: {}})
    known = {name.casefold(): (a.id, name) for a in course.assignments for name in a.notebooks}
    copies: dict[str, list[_Copy]] = defaultdict(list)
    others: list[Staged] = []
    files = [file for file in files if not _is_ours(file, course)]
    for file in files:
        found = _copy(file, known)
        if found is None:
            others.append(file)
        elif chosen is not None and found.assignment != chosen.id:
            placement.notes.append(f"{_name(file)} is of {found.assignment}, which was not asked for")
        else:
            copies[found.notebook].append(found)
    unknown = [file for file in others if _is_notebook(file)]
    if chosen is not None and not copies and len(unknown) == len(chosen.notebooks) == 1:
        notebook = chosen.notebooks[0]
        placement.remarks.append(f"{_name(unknown[0])} is taken for {notebook}.ipynb, the only notebook of {chosen.id}")
        copies[notebook].append(_Copy(unknown[0], chosen.id, notebook, ()))
        others.remove(unknown[0])
    folders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for notebook, same in copies.items():
        best = max(same, key=lambda copy: _rank(copy, files))
        placement.files.setdefault(best.assignment, {})[f"{notebook}.ipynb"] = best.file
        folders[best.file.parts[:-1]].add(best.assignment)
        data = best.file.path.read_bytes()
        placement.notes.extend(
            f"{_name(copy.file)} was left out: {_name(best.file)} is the {notebook}.ipynb that counts"
            for copy in same
            if copy is not best and copy.file.path.read_bytes() != data
        )
    if chosen is not None:
        folders[()].add(chosen.id)
    elif not copies:
        _guess(unknown, course, folders, placement)
    elif len(placement.files) == 1:
        folders[()] |= set(placement.files)
    for file in others:
        _put_beside(file, folders, placement)
    _leave_untouched(placement, course)
    return placement


def _leave_untouched(placement: Placement, course: Course) -> None:
    """Takes out assignments that are as they were handed out, beside others: somebody has handed in the whole folder."""
    untouched = [
        assignment
        for assignment, files in placement.files.items()
        if len(placement.files) > 1
        and all(
            is_untouched(course.assignment(assignment), name.removesuffix(".ipynb"), file.path)
            for name, file in files.items()
            if name.endswith(".ipynb")
        )
    ]
    if len(untouched) < len(placement.files):
        for assignment in untouched:
            del placement.files[assignment]
            placement.remarks.append(f"{assignment} is as it was handed out, and was left out")


def _is_ours(file: Staged, course: Course) -> bool:
    """Whether a file is handed out beside the notebooks, kept by them, or of a quiz for practice."""
    practice = {f"{quiz.notebook}.ipynb" for one in course.assignments for quiz in one.practice}
    return bool({CHECKS, EARLIER} & set(file.parts[:-1])) or file.name in {START, MAP, PROGRESS, *practice}


def _guess(
    unknown: Sequence[Staged], course: Course, folders: dict[tuple[str, ...], set[str]], placement: Placement
) -> None:
    """Where no name is a notebook's, one that is like it tells the assignment; autograding then says what to do with
    it."""
    for file in unknown:
        meant = lookalike.meant(file.name, [name for one in course.assignments for name in one.notebooks])
        owner = None if meant is None else course.assignment_of(meant)
        if owner is not None:
            folders[file.parts[:-1]].add(owner.id)
            placement.files.setdefault(owner.id, {})


def _copy(file: Staged, known: dict[str, tuple[str, str]]) -> _Copy | None:
    """What notebook the file is: one of that name, or of that name with something added that says `another copy`."""
    if not _is_notebook(file):
        return None
    name = file.name[: -len(".ipynb")].strip().casefold()
    numbers: list[int] = []
    while name not in known:
        added = _COPY.search(name)
        if added is None:
            return None
        numbers.insert(0, int(added[2] or added[3] or added[4] or 1))
        name = name[: added.start()]
    return _Copy(file, *known[name], tuple(numbers))


def _rank(copy: _Copy, files: Sequence[Staged]) -> tuple[object, ...]:
    """The copy that counts is in the assignment's folder, then further up, then the one that was uploaded or made
    later."""
    folders, moment = copy.file.parts[:-1], copy.file.moment
    return (
        copy.assignment in {assignment_of(Path(folder)) for folder in folders},
        -len(folders),
        copy.file.upload,
        copy.numbers,
        moment.timestamp() if moment else 0.0,
        files.index(copy.file),
    )


def _put_beside(file: Staged, folders: dict[tuple[str, ...], set[str]], placement: Placement) -> None:
    """Puts what is no notebook of the course beside those that are: data, pictures, a module of the learner's own."""
    folder = file.parts[:-1]
    above = next((folder[:n] for n in range(len(folder), -1, -1) if folder[:n] in folders), None)
    if above is None:
        placement.notes.append(f"{_name(file)}: its name does not tell the assignment; name one by --assignment")
        return
    inner = file.parts[len(above) :]
    if inner == (_TIMESTAMP,):
        placement.remarks.append(f"{_name(file)} was left out: it is the learner's word")
        return
    if _is_notebook(file):
        placement.notes.append(f"{_name(file)} is no notebook of the course; it was put there all the same")
    for assignment in folders[above]:
        if not _put_at("/".join(inner), file, placement.files[assignment]):
            placement.notes.append(f"{_name(file)} was left out: another file or folder has its name")


def _put_at(path: str, file: Staged, there: dict[str, Staged]) -> bool:
    """Whether there is room for a file: no other one has its name, or that of a folder above it."""
    folders = {path[:end] for end, letter in enumerate(path) if letter == "/"}
    if path in there or folders & set(there) or any(other.startswith(f"{path}/") for other in there):
        return False
    there[path] = file
    return True


def _is_notebook(file: Staged) -> bool:
    return file.name.lower().endswith(".ipynb")


def _name(file: Staged) -> str:
    return path_shown(file.parts)
