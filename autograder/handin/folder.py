"""What lies in submitted/: which submissions can be graded, and a line for everything that will not be.

Everything is looked at once, without following or opening anything but notebooks. A learner whose notebook seems to be
there under another name is not graded: the score would be 0 for work that was done.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.layout import assignment_of
from autograder.course.learner_id import shown, unusable
from autograder.course.model import Assignment, Course
from autograder.course.released import released
from autograder.handin import lookalike
from autograder.notebook import ordinary
from autograder.notebook.cells import grade_id, role
from autograder.notebook.file import NotebookError, read

# What Jupyter, Python and nbgrader leave beside notebooks; nbgrader has the same list, as CourseDirectory.ignore.
IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")
# The mark that `unfinished` holds in a folder of autograded/.
OURS = (".unfinished",)
_MOST_LINES = 5  # about files of one submission that are left out; further ones are counted
_MOST_STRANGERS = 20  # notebooks of one submission that are none of the assignment's, each with a line
_MOST_NAMES = 200  # that are compared with what is missing
_BYTES = 20_000_000  # of notebooks by other names that are read for the one that is missing


@dataclass(frozen=True)
class HandIn:
    """One learner's folder: the assignment's notebooks that are there, what is said about it, and why it is not graded."""

    learner: str
    folder: Path
    notebooks: tuple[Path, ...]
    notes: tuple[str, ...] = ()
    refused: str | None = None


@dataclass(frozen=True)
class Submitted:
    """All hand-ins of an assignment, and a line for each thing in submitted/ that is none.

    `nothing` says that there is neither, of which the one note speaks.
    """

    hand_ins: tuple[HandIn, ...]
    notes: tuple[str, ...]
    nothing: bool = False


def look(
    course: Course,
    assignment: Assignment,
    submitted: Path,
    *,
    learners: Sequence[str] = (),
    ignored: Sequence[str] = IGNORED,
    most: int = ordinary.MOST_BYTES,
) -> Submitted:
    """What was handed in for `assignment`, by `learners` or by everybody; `most` bytes of files are copied for each.

    A folder that still has the number it was handed out with, `01-linear-networks`, loses it here: nbgrader looks for
    ids.
    """
    hand_ins, notes = [], []
    try:
        names = sorted(os.listdir(submitted))
    except OSError as error:
        names = []
        notes.append(f"{submitted.name}/ cannot be read ({error.strerror}); {_expected(submitted, assignment)}")
    for name in names:
        if learners and name not in learners:
            continue
        folder = submitted / name / assignment.id
        notes += _renamed(submitted / name, assignment, course)
        reason = _no_learner(submitted / name, folder, assignment, course)
        if reason == "":
            continue
        if reason is not None:
            notes.append(f"{shown(f'{submitted.name}/{name}')}{reason}")
        else:
            hand_ins.append(_look_at(assignment, name, folder, ignored, most))
    nothing = not hand_ins and not notes and not learners
    if nothing:
        notes.append(f"nothing was handed in for {assignment.id}; {_expected(submitted, assignment)}")
    return Submitted(tuple(hand_ins), tuple(notes), nothing)


def unreadable(notebooks: Iterable[Path]) -> dict[Path, NotebookError]:
    """Those that cannot be read, each with the reason."""
    found = {}
    for path in notebooks:
        try:
            read(path, own=ordinary.HANDED_IN)
        except NotebookError as error:
            found[path] = error
    return found


def unwanted(entry: ordinary.Entry, assignment: Assignment, ignored: Sequence[str]) -> bool:
    """Whether something beside a notebook is not to be copied, without a word about it."""
    if f"{entry.path}" in {f"{notebook}.ipynb" for notebook in assignment.notebooks}:
        return True
    if entry.problem is not None:
        return False
    return ordinary.fits(entry.name, ignored) or entry.path in OURS or (entry.is_file and _is_notebook(entry.name))


def _renamed(place: Path, assignment: Assignment, course: Course) -> Iterator[str]:
    """Takes the number from the name of the assignment's folder in `place`, a learner's; a line where that cannot be."""
    ids = {other.id for other in course.assignments}
    if ordinary.problem(place) != "is a folder" or place.name in ids:
        return
    for name in _names(place):
        numbered, folder = place / name, place / assignment.id
        if name in ids or assignment_of(numbered) != assignment.id or ordinary.problem(numbered) != "is a folder":
            continue
        if os.path.lexists(folder):
            where = shown(f"{place.parent.name}/{place.name}/{name}")
            yield f"{where}: not graded: {assignment.id} is there as well; keep the one that counts, under that name"
            continue
        with contextlib.suppress(OSError):  # `_elsewhere` says then that it is to be renamed
            numbered.rename(folder)


def _expected(submitted: Path, assignment: Assignment) -> str:
    return f"submissions belong at {submitted.name}/<learner>/{assignment.id}/{assignment.notebooks[0]}.ipynb"


def _no_learner(place: Path, folder: Path, assignment: Assignment, course: Course) -> str | None:
    """None if `place` is a learner's folder with something at `folder`; "" if it is of no concern; else what it is."""
    name, problem = place.name, ordinary.problem(place)
    if ordinary.fits(name, IGNORED):
        return ""
    if problem is None:
        stray = _stray(place, assignment)
        return f": {stray}" if stray else ""
    if problem != "is a folder":
        return f" {problem}; what it leads to is not graded: put the learner's folder itself there"
    if lookalike.folded(name) in {lookalike.folded(other.id) for other in course.assignments}:
        return _swapped(place, assignment) if lookalike.folded(name) == lookalike.folded(assignment.id) else ""
    if not os.path.lexists(folder):
        return _elsewhere(place, assignment, course)
    reason = unusable(name)
    return None if reason is None else f": not graded: the learner's id {reason}"


def _stray(place: Path, assignment: Assignment) -> str:
    """A file of submitted/ itself that may be somebody's work. "" for any other."""
    name = place.name
    wanted = lookalike.meant(name, assignment.notebooks)
    if _is_notebook(name) or (wanted is not None and _is_archive(name)):
        path = f"<learner>/{assignment.id}/{wanted or assignment.notebooks[0]}.ipynb"
        return f"not graded: put it into the learner's folder, {path}"
    if _is_archive(name) and not (place.parent / lookalike.bare(name)).is_dir():  # which it was unpacked to
        return f"not graded: unpack it to <learner>/{assignment.id}/, or move it elsewhere if it holds no submissions"
    return ""


def _swapped(place: Path, assignment: Assignment) -> str:
    learners = [name for name in _names(place) if os.path.isdir(place / name)]
    first = shown(learners[0]) if learners else "<learner>"
    return (
        f": not graded: learner and assignment are the wrong way round; move {shown(place.name)}/{first} to"
        f" {first}/{assignment.id}{_and_others(len(learners) - 1)}"
    )


def _elsewhere(place: Path, assignment: Assignment, course: Course) -> str:
    """A learner without the assignment's folder: what stands in its place. "" for who handed in nothing of it."""
    names = _names(place)
    if not names:
        return f" {ordinary.no_folder(place) or 'is an empty folder'}"
    ids = {lookalike.folded(other.id) for other in course.assignments if other is not assignment}
    for name in names[:_MOST_NAMES]:
        found = "" if lookalike.folded(name) in ids else _in_its_place(place / name, assignment, course)
        if found:
            return found
    if len(names) > _MOST_NAMES:
        return f" has no folder {assignment.id}; of its {len(names)} files and folders, {_MOST_NAMES} were looked at"
    return ""


def _in_its_place(inner: Path, assignment: Assignment, course: Course) -> str:
    """What is said about one file or folder of a learner's that may be the assignment's. "" for any other."""
    name, is_file, is_link = inner.name, ordinary.problem(inner) is None, inner.is_symlink()
    if lookalike.folded(name) == lookalike.folded(assignment.id):
        return f"/{shown(name)}: not graded: rename it to {assignment.id}"
    if is_file and lookalike.meant(name, assignment.notebooks):
        return f"/{shown(name)}: not graded: put it into a folder {assignment.id} there"
    like = lookalike.meant(name, [other.id for other in course.assignments])
    if is_file and _is_archive(name) and like in (None, assignment.id):
        return f"/{shown(name)}: not graded: if it holds {assignment.id}, unpack it to a folder of that name there"
    if is_file or is_link:
        return ""
    if os.path.lexists(inner / assignment.id):
        return f"/{shown(name)}/{assignment.id}: not graded: it lies a folder too deep; move it up"
    if like == assignment.id:
        return f"/{shown(name)}: not graded: it is probably {assignment.id}; rename it to that"
    for notebook in _names(inner)[:_MOST_NAMES] if like is None else ():
        if lookalike.meant(notebook, assignment.notebooks):
            return f"/{shown(name)}/{shown(notebook)}: not graded: notebooks belong in a folder {assignment.id} there"
    return ""


def _look_at(assignment: Assignment, learner: str, folder: Path, ignored: Sequence[str], most: int) -> HandIn:
    problem = ordinary.no_folder(folder)
    if problem is not None:
        reason = f"{learner}/{assignment.id} {problem}; put a folder with the notebooks there"
        return HandIn(learner, folder, (), refused=reason)
    found = [name for name in assignment.notebooks if os.path.lexists(folder / f"{name}.ipynb")]
    missing = [name for name in assignment.notebooks if name not in found]
    others = _others(assignment, folder, ignored)
    notebooks = tuple(folder / f"{name}.ipynb" for name in sorted(found))
    refused = _refused(assignment, folder, missing, others, bool(found))
    notes = [*_left_out(assignment, folder, ignored, most)]
    if missing and len(others) > _MOST_NAMES:
        notes.append(f"of {len(others)} other files, {_MOST_NAMES} were compared with the notebooks that are missing")
    if refused is None:
        notes += [f"{name}.ipynb was not handed in, which counts as 0 points" for name in missing]
        strangers = [path for path in others if _is_notebook(path)]
        notes += [_passed_over(assignment, folder, path, found) for path in strangers[:_MOST_STRANGERS]]
        if len(strangers) > _MOST_STRANGERS:
            notes.append(f"{len(strangers) - _MOST_STRANGERS} more notebooks were not graded")
    return HandIn(learner, folder, notebooks, tuple(notes), refused)


def _refused(
    assignment: Assignment, folder: Path, missing: Sequence[str], others: Sequence[str], any_found: bool
) -> str | None:
    """Why nothing is graded where a notebook is missing: it is probably there, as one of the `others`."""
    marks: dict[str, set[str | None]] | None = None
    compared = sorted(others, key=lambda path: not _is_notebook(path))[:_MOST_NAMES] if missing else []
    wanted = {path: lookalike.meant(os.path.basename(path), assignment.notebooks) for path in compared}
    for name in missing:
        like = [path for path in compared if wanted[path] == name]
        if not like:
            marks = _marks(folder, others) if marks is None else marks
            like = [path for path in marks if marks[path] >= set(assignment.points(name))]
        if like:
            what = f"{shown(like[0])} is probably it: {lookalike.remedy(like[0], name)}"
            return f"{name}.ipynb is missing; {what}{_and_others(len(like) - 1)}"
    if any_found:
        return None
    names = " or ".join(f"{name}.ipynb" for name in assignment.notebooks)
    archives = [path for path in others if _is_archive(path)]
    notebooks = [path for path in others if _is_notebook(path)]
    for paths, remedy in ((archives, "unpack it there"), (notebooks, "rename it to what it is")):
        if paths:
            return f"there is no {names}; {shown(paths[0])} may hold it: {remedy}{_and_others(len(paths) - 1)}"
    seen = f"only {shown(others[0])}{_and_others(len(others) - 1)}" if others else "the folder is empty"
    return f"there is no {names}: {seen}"


def _marks(folder: Path, others: Sequence[str]) -> dict[str, set[str | None]]:
    """The ids of the cells of other notebooks: one that was renamed has all checks of its first name.

    Of a few notebooks of ordinary size: the same bytes may lie there under a thousand names.
    """
    found, left = {}, _BYTES
    for path in filter(_is_notebook, others):
        with contextlib.suppress(NotebookError, OSError):
            left -= (folder / path).lstat().st_size
            if left < 0:
                break
            cells = read(folder / path, own=ordinary.HANDED_IN + path.count("/")).cells
            if cells:
                found[path] = {grade_id(cell) for cell in cells}
    return found


def _passed_over(assignment: Assignment, folder: Path, path: str, found: Collection[str]) -> str:
    """About a notebook that is none of the assignment's, beside those that are."""
    wanted = lookalike.meant(os.path.basename(path), assignment.notebooks)
    if wanted is None or wanted not in found:
        return f"{shown(path)} is no notebook of {assignment.id} and was not graded"
    if is_untouched(assignment, wanted, folder / f"{wanted}.ipynb"):
        return (
            f"{wanted}.ipynb is as it was handed out, and {shown(path)} beside it, probably the answer, was not graded:"
            f" {lookalike.remedy(path, wanted)}"
        )
    return f"{shown(path)} was not graded, but {wanted}.ipynb; if it is the one that counts, rename it"


def is_untouched(assignment: Assignment, notebook: str, path: Path) -> bool:
    """Whether the file at `path` has the code that the assignment's `notebook` was handed out with."""
    try:
        handed_in, release = read(path), released(assignment, notebook)
    except NotebookError:
        return False
    sources: list[list[str]] = [
        [cell.source for cell in nb.cells if cell.cell_type == "code" and role(cell) != "graded"]
        for nb in (handed_in, release)
    ]
    return sources[0] == sources[1]


def _others(assignment: Assignment, folder: Path, ignored: Sequence[str]) -> list[str]:
    """The ordinary files below the folder that are not the assignment's notebooks."""
    own = {f"{notebook}.ipynb" for notebook in assignment.notebooks}
    own |= {f"{quiz.notebook}.ipynb" for quiz in assignment.practice}  # of which nothing is graded
    paths: list[str] = []
    try:
        for entry in ordinary.walk(folder, own=ordinary.HANDED_IN - 1):
            hidden = any(ordinary.fits(part, ignored) or part == "__MACOSX" for part in entry.path.split("/"))
            if entry.is_file and entry.path not in own and not hidden and not entry.name.startswith("."):
                paths.append(entry.path)
    except ordinary.NotOrdinary:
        pass  # said where the files are copied
    return paths


def _left_out(assignment: Assignment, folder: Path, ignored: Sequence[str], most: int) -> Iterator[str]:
    own = ordinary.HANDED_IN - 1
    left_out = ordinary.copy(
        folder, None, leave_out=lambda entry: unwanted(entry, assignment, ignored), most=most, own=own
    )
    for path, why in left_out[:_MOST_LINES]:
        yield f"{shown(path)} {why}; it was not copied" if path else f"the folder {why}; the rest was not looked at"
    if len(left_out) > _MOST_LINES:
        yield f"{len(left_out) - _MOST_LINES} more links, devices or large files were not copied"


def _and_others(count: int) -> str:
    return f" (and {count} more)" if count > 0 else ""


def _is_notebook(path: str) -> bool:
    return path.lower().endswith(".ipynb")


def _is_archive(path: str) -> bool:
    return path.lower().endswith(lookalike.ARCHIVES)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError:
        return []
