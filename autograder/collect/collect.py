"""`autograder collect`: downloads of a class into submitted/, the newest attempt of each learner as a whole."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import os
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.collect.archive import Member, NotOpened, opened
from autograder.collect.collected import Record, Records
from autograder.collect.matching import Class, NobodyKnown
from autograder.collect.placing import place
from autograder.collect.platforms import Named, Owner, is_moodles, named, without_wrapper
from autograder.collect.staging import Stage, Staged, is_left, path_shown
from autograder.course import moments
from autograder.course.learner_id import shown
from autograder.course.model import Assignment, Course
from autograder.gradebook.roster import roster
from autograder.notebook import ordinary
from autograder.notebook.cells import grade_id
from autograder.notebook.file import NotebookError, read

# Beside submitted/: what a newer attempt has replaced, as <learner>/<assignment>/<number>.
EARLIER = "submitted-earlier"
_TIMESTAMP = "timestamp.txt"
_MOST_LINES = 20  # about one learner's files
# Errors of what lies in one learner's folder; others, as that of a full disk, concern everybody.
_THEIRS = (PermissionError, FileExistsError, FileNotFoundError, NotADirectoryError, IsADirectoryError)


@dataclass
class Collected:
    """Whose submission of which assignment was `new`, `replaced`, `unchanged` or `kept`, as what lies there is newer.

    `passed_over` has a line for everything that was not collected; `remarks` are lines about what was. `late` are those
    of each assignment whose files have Canvas's mark, and of whom no time is known.
    """

    outcomes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    passed_over: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    late: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def counts(self, assignment: str) -> Counter[str]:
        return Counter(self.outcomes[assignment].values())


@dataclass
class _Attempt:
    """One learner's files of one download. `moment` is the newest of them, in seconds since 1970."""

    source: str
    learner: str
    owner: Owner
    files: list[tuple[Named, Member]] = field(default_factory=list)

    @property
    def moment(self) -> float:
        return max((member.moment.timestamp() for _, member in self.files if member.moment), default=0.0)

    @property
    def is_late(self) -> bool:
        return any(file.late for file, _ in self.files)

    def time(self, zone: dt.tzinfo) -> dt.datetime | None:
        """When the newest file was changed, for an archive that has the times of clocks in `zone`. Raises ValueError."""
        found = [member.moment for _, member in self.files if member.moment]
        return max((moment if moment.tzinfo else moments.at(moment, zone) for moment in found), default=None)


def collect(
    course: Course,
    archives: Sequence[Path],
    submitted: Path,
    *,
    assignment: Assignment | None = None,
    zone: dt.tzinfo | None = None,
    worksheet: Mapping[str, dt.datetime | None] | None = None,
) -> Collected:
    """Puts what the `archives` hold, folders or zip archives, into the folder `submitted`.

    With `assignment` everything is of that one. With `zone` the files' times are those of handing in, by clocks there;
    with a `worksheet` it has them in UTC, by participant's number. Raises CourseError for a students.csv that cannot be
    used, and OSError where nothing can be written.
    """
    outcome = Collected()
    attempts: dict[str, list[_Attempt]] = defaultdict(list)
    with contextlib.ExitStack() as stack:
        learners = Class(roster(course), [one.id for one in course.assignments])
        for path in archives:
            try:
                members = stack.enter_context(opened(path))
            except NotOpened as error:
                outcome.passed_over.append(f"{shown(str(path))} {error}")
                continue
            for attempt in _attempts(course, path, members, learners, outcome):
                attempts[attempt.learner].append(attempt)
        desk = _Desk(course, submitted, Records(course.root), assignment, zone, worksheet, outcome)
        for learner in sorted(attempts):
            # Of attempts with the same time the one counts that was named last.
            desk.settle(learner, sorted(attempts[learner], key=lambda attempt: attempt.moment)[::-1])
    if desk.of_canvas:
        count = f"{len(desk.of_canvas)} learner{'s' * (len(desk.of_canvas) > 1)}"
        outcome.remarks.append(f"of {count} from Canvas no time of handing in is known: the worksheet is Moodle's")
    if desk.untimed:
        names, more = list(map(shown, desk.untimed))[:_MOST_LINES], len(desk.untimed) - _MOST_LINES
        outcome.passed_over.append(
            f"the worksheet has no time of handing in of {', '.join(names)}{f' and {more} more' if more > 0 else ''}, so none is"
            " known; it must be that of the same assignment in Moodle, downloaded together with the submissions"
        )
    return outcome


def _attempts(
    course: Course, path: Path, members: Sequence[Member], learners: Class, outcome: Collected
) -> Iterator[_Attempt]:
    """The files of one download by learner; what is nobody's is said once for each name."""
    members = [member for member in members if not is_left(member.parts)]
    ids = {one.id for one in course.assignments}
    depth = without_wrapper([member.parts for member in members], learners.knows, ids)
    found: dict[tuple[str, Owner], _Attempt] = {}
    nobody: dict[str, int] = Counter()
    for member in members:
        file = named(member.parts[depth:])
        problem = file.problem
        if not file.parts and file.owner.name.lower().endswith(".zip"):
            file = Named(Owner(file.owner.name[:-4]), (file.owner.name,))
        elif not file.parts:
            problem = member.problem or "lies beside the learners' folders, and its name tells no learner"
        try:
            learner = "" if problem else learners.find(file.owner)
        except NobodyKnown as error:
            nobody[str(error)] += 1
            continue
        if problem:
            outcome.passed_over.append(f"{path.name}: {path_shown(member.parts)} {problem}")
            continue
        attempt = found.setdefault((learner, file.owner), _Attempt(path.name, learner, file.owner))
        attempt.files.append((file, member))
    for line, count in nobody.items():
        outcome.passed_over.append(f"{path.name}: {count} file{'s' * (count > 1)} not collected: {line}")
    owners = Counter(learner for learner, _ in found)
    for learner, count in owners.items():
        if count > 1:
            names = ", ".join(shown(f"{o.name} {o.number}".strip()) for one, o in found if one == learner)
            outcome.passed_over.append(
                f"{path.name}: {learner}: not collected: {count} are taken for this learner: {names}; put the right files into"
                " a folder with the learner's id, and collect that"
            )
    yield from (attempt for (learner, _), attempt in found.items() if owners[learner] == 1)


@dataclass
class _Desk:
    """Where one learner after the other is dealt with."""

    course: Course
    submitted: Path
    records: Records
    chosen: Assignment | None
    zone: dt.tzinfo | None
    worksheet: Mapping[str, dt.datetime | None] | None
    outcome: Collected
    untimed: dict[str, None] = field(
        default_factory=dict
    )  # learners whom the worksheet has no time for, in their order
    of_canvas: dict[str, None] = field(default_factory=dict)  # and those whom it cannot have one for

    def settle(self, learner: str, attempts: Sequence[_Attempt]) -> None:
        """Of each assignment the newest attempt is put into submitted/; they come newest first."""
        counted: dict[str, tuple[str, set[str]]] = {}
        for attempt in attempts:
            with tempfile.TemporaryDirectory(prefix="autograder-collect-") as scratch:
                stage = Stage(Path(scratch))
                for file, member in attempt.files:
                    stage.add(file.parts, member, file.upload)
                if not attempt.owner.platform and any(is_moodles(file.parts) for file in stage.files):
                    self._pass_over(attempt, "holds a download of a whole class; give it to collect by itself")
                    continue
                placement = place(stage.files, self.course, self.chosen)
                wins = [id for id in placement.files if id not in counted]
                if wins or not counted:
                    notes = [*(f"{name} {why}" for name, why in stage.left_out), *placement.notes]
                    if len(notes) > _MOST_LINES:
                        notes[_MOST_LINES:] = [
                            f"{len(notes) - _MOST_LINES} more files were not collected as they should be"
                        ]
                    for note in notes:
                        self._pass_over(attempt, note)
                    self.outcome.remarks += [f"{learner}: {remark}" for remark in placement.remarks]
                for id, files in placement.files.items():
                    if not files:
                        self._pass_over(attempt, f"there is nothing of {id}")
                    elif id in wins:
                        self._enter(attempt, id, files)
                        empty = _empty(self.course.assignment(id), files)
                        self.outcome.remarks += [f"{learner}: {name}" for name in empty]
                        counted[id] = attempt.source, set(files)
                    else:
                        source, newest = counted[id]
                        lost = [name for name in files if name.endswith(".ipynb") and name not in newest]
                        if lost:
                            self._pass_over(attempt, f"the newest attempt counts, in {source}; it has no {lost[0]}")

    def _pass_over(self, attempt: _Attempt, why: str) -> None:
        self.outcome.passed_over.append(f"{attempt.source}: {shown(attempt.learner)}: {why}")

    def _time(self, attempt: _Attempt) -> dt.datetime | None:
        """When it was handed in; None where that is not known. Raises ValueError."""
        if self.worksheet is None:
            return None if self.zone is None else attempt.time(self.zone)
        time = self.worksheet.get(attempt.owner.number) if attempt.owner.platform == "moodle" else None
        if time is None:
            (self.of_canvas if attempt.owner.platform == "canvas" else self.untimed)[attempt.learner] = None
        return time

    def _enter(self, attempt: _Attempt, assignment: str, files: dict[str, Staged]) -> None:
        learner, before = attempt.learner, self.records.get(attempt.learner, assignment)
        target = self.submitted / learner / assignment
        there = ordinary.problem(target) == "is a folder"
        moodle = f"{attempt.owner.name}_{attempt.owner.number}" if attempt.owner.platform == "moodle" else ""
        record = Record(learner, assignment, _digest(files), attempt.moment, attempt.source, moodle)
        try:
            time = self._time(attempt)
        except ValueError as error:
            self._pass_over(attempt, f"the time of its files {error}")
            return
        if before is not None and before.moment > record.moment and there:
            self.outcome.outcomes[assignment][learner] = "kept"
            return
        if not (before is not None and before.digest == record.digest and there):
            problem = _in_the_way(self.submitted / learner) or _in_the_way(target)
            if problem is not None:
                self._pass_over(attempt, problem)
                return
            lost = sorted({path.name for path in target.glob("*.ipynb")} - set(files))
            try:
                self.outcome.outcomes[assignment][learner] = _put(target, files, self.course.root / EARLIER)
            except (ordinary.NotOrdinary, *_THEIRS) as error:
                why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else f"it {error}"
                self._pass_over(attempt, f"{shown(str(target.parent))} cannot be written to ({shown(why)}); mend that")
                return
            if lost:
                self._pass_over(
                    attempt, f"this attempt counts now, and has no {', '.join(lost)}; the earlier one had it"
                )
        else:
            self.outcome.outcomes[assignment][learner] = "unchanged"
        if time is not None:
            try:
                _write(target / _TIMESTAMP, f"{time.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC\n")
            except (OSError, ordinary.NotOrdinary) as error:  # a folder of that name, say
                why = str(error.strerror if isinstance(error, OSError) else error)
                self._pass_over(
                    attempt,
                    f"its time of handing in cannot be written: {shown(str(target / _TIMESTAMP))}: {why}; remove that",
                )
        elif attempt.is_late:
            self.outcome.late[assignment].append(learner)
        self.records.add(record)


def _empty(assignment: Assignment, files: dict[str, Staged]) -> Iterator[str]:
    """A line for each notebook with nothing to grade in it. What is no notebook at all is named when it is graded."""
    for name in assignment.notebooks:
        file = files.get(f"{name}.ipynb")
        try:
            cells = [] if file is None else read(file.path).cells
        except NotebookError:
            continue
        if file is not None and not cells:
            yield f"{name}.ipynb is empty: it has no cell"
        elif file is not None and not {grade_id(cell) for cell in cells} & set(assignment.points(name)):
            yield f"{name}.ipynb has none of this course's checks, so it may be another notebook"


def _digest(files: dict[str, Staged]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        data = files[name].path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _in_the_way(folder: Path) -> str | None:
    problem = ordinary.problem(folder)
    if problem in ("is a folder", "does not exist"):
        return None
    return f"{shown(str(folder))} {problem or 'is a file'}; remove it"


def _put(target: Path, files: dict[str, Staged], earlier: Path) -> str:
    """Makes a folder of the files, whole or not at all; what was there before goes to `earlier`.

    Learners may write there: nothing is written through a link of theirs. Raises OSError, and NotOrdinary for a link.
    """
    new, outcome = target.with_name(f".{target.name}.collecting"), "new"
    target.parent.mkdir(parents=True, exist_ok=True)
    with ordinary.opened(target.parent) as learner:
        with contextlib.suppress(OSError):
            os.unlink(new.name, dir_fd=learner)
        with contextlib.suppress(RecursionError):  # then it is in the way
            shutil.rmtree(new.name, ignore_errors=True, dir_fd=learner)  # of a run that was killed
        os.mkdir(new.name, dir_fd=learner)
        with ordinary.opened(Path(new.name), parent=learner) as place:
            for name, file in files.items():
                ordinary.write(place, name, file.path.read_bytes())
        if os.path.lexists(target):
            if _same(target, new):
                shutil.rmtree(new.name, dir_fd=learner)
                return "unchanged"
            kept = earlier / target.parent.name / target.name
            kept.mkdir(parents=True, exist_ok=True)
            number = 1 + max((int(path.name) for path in kept.iterdir() if path.name.isdigit()), default=0)
            try:
                os.rename(target.name, kept / str(number), src_dir_fd=learner)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                shutil.move(target, kept / str(number))  # to another disk
            outcome = "replaced"
        os.rename(new.name, target.name, src_dir_fd=learner, dst_dir_fd=learner)
    return outcome


def _same(old: Path, new: Path) -> bool:
    """Whether both folders hold the same files, a time of handing in apart."""
    try:
        return _contents(old) == _contents(new)
    except ordinary.NotOrdinary:
        return False


def _contents(folder: Path) -> dict[str, bytes | str | None]:
    own = ordinary.HANDED_IN - 1
    entries = [e for e in ordinary.walk(folder, own=own) if e.path != _TIMESTAMP and not e.is_folder]
    return {
        e.path: ordinary.read(folder / e.path, e.size, own=own + 1 + e.path.count("/")) if e.is_file else e.problem
        for e in entries
    }


def _write(path: Path, text: str) -> None:
    new = f".{path.name}"
    with ordinary.opened(path.parent, own=ordinary.HANDED_IN - 1) as folder:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(new, dir_fd=folder)
        ordinary.write(folder, new, text.encode())
        try:
            os.replace(new, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            os.unlink(new, dir_fd=folder)
            raise
