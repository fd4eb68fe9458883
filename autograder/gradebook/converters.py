"""nbgrader's converters, which here read and copy nothing but ordinary files of learners whose ids can be used.

nbgrader finds submissions with glob, follows every link, copies whatever lies beside a notebook, and prints a traceback
for each file that cannot be read. No setting changes that, so its commands and formgrader are given these classes
instead.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import nbgrader.converters.autograde
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.utils import find_all_files

from autograder.course.learner_id import unusable
from autograder.course.load import load
from autograder.course.model import Assignment, Course
from autograder.gradebook import entries, late, ledger, manual
from autograder.gradebook.attempts import Attempts
from autograder.gradebook.learnerpages import refuse
from autograder.gradebook.refused import HELD_BACK, changed, is_held_back, refused
from autograder.handin import folder as handin
from autograder.handin.folder import HandIn
from autograder.notebook import ordinary
from autograder.report.visible import readable

_OWN = ordinary.HANDED_IN - 1  # parts of a submission's folder that are the learner's


class _Careful(BaseConverter):  # type: ignore[misc]  # nbgrader has no types
    """What both have in common: which folders are converted, and what is copied from them."""

    @property
    def is_ours(self) -> bool:
        """A JupyterLab may serve other courses as well."""
        return (Path(self.coursedir.root) / "course.yml").is_file()

    def asked_for(self, learner: str) -> bool:
        wanted = self.coursedir.student_id
        excluded = self.coursedir.student_id_exclude.split(",")
        # `ada [late]` is a learner, and as a pattern it would be others.
        return (learner == wanted or fnmatchcase(learner, wanted)) and learner not in excluded

    def notebooks_of(self, paths: Sequence[Path]) -> list[str]:
        return [str(path) for path in paths if fnmatchcase(path.stem, self.coursedir.notebook_id)]

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """In place of nbgrader's copy of everything that is no notebook."""
        if not self.is_ours:
            super().init_assignment(assignment_id, student_id)
            return
        source, target = (Path(place(assignment_id, student_id)) for place in (self._format_source, self._format_dest))
        target.mkdir(parents=True, exist_ok=True)
        unwanted = self.unwanted(assignment_id)
        ordinary.copy(source, target, leave_out=unwanted, most=self.coursedir.max_dir_size * 1000, own=_OWN)

    def unwanted(self, assignment_id: str) -> Callable[[ordinary.Entry], bool]:
        return lambda entry: ordinary.fits(entry.name, [*self.coursedir.ignore, "*.ipynb"])


class CarefulAutograde(Autograde, _Careful):  # type: ignore[misc]
    """nbgrader's autograding of what `handin` finds. `given` are hand-ins that were looked at already."""

    given: Sequence[HandIn] | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        super().init_assignment(assignment_id, student_id)
        if self.is_ours:
            places = (self._format_source, self._format_dest)
            late.copy_time(*(Path(place(assignment_id, student_id)) for place in places), own=_OWN)

    def init_notebooks(self) -> None:
        self.log.addFilter(readable)
        if not self.is_ours:
            super().init_notebooks()
            return
        self.hand_ins = {str(hand_in.folder): hand_in for hand_in in self._found()}
        self.assignments = {folder: self.notebooks_of(hand_in.notebooks) for folder, hand_in in self.hand_ins.items()}

    def _found(self) -> Sequence[HandIn]:
        if self.given is not None:
            return self.given
        place = self.coursedir
        course = load(Path(place.root) / "course.yml", check_pieces=False)
        assignment = _assignment(course, place.assignment_id, self.log)
        submitted = Path(place.root) / place.submitted_directory
        wanted = place.student_id
        found = handin.look(
            course,
            assignment,
            submitted,
            learners=[wanted] if wanted != "*" and (submitted / wanted).is_dir() else [],
            ignored=place.ignore,
            most=place.max_dir_size * 1000,
        )
        notes = list(found.notes)
        if wanted == "*":
            with nbgrader.converters.autograde.Gradebook(place.db_url, place.course_id) as gradebook:
                there = [hand_in.learner for hand_in in found.hand_ins]
                notes += ledger.gone(gradebook, assignment, place.submitted_directory, there)
        for note in notes:
            self.log.error("%s", note)
        self.attempts = Attempts(course, assignment)
        for problem in self.attempts.problems:
            self.log.error("%s", problem)
        hand_ins = [hand_in for hand_in in found.hand_ins if self.asked_for(hand_in.learner)]
        if not hand_ins:
            raise NbGraderException(f"no submissions of {assignment.id} can be graded")
        return hand_ins

    def convert_notebooks(self) -> None:
        """One learner after another: what cannot be read leaves an earlier grading as it is, and stops nobody.

        `reasons` says then why each learner was not graded; `without` has, by learner, a line for each notebook that
        was not, beside others that were.
        """
        self.reasons: dict[str, str] = {}
        self.without: dict[str, list[str]] = {}
        if not self.is_ours:
            super().convert_notebooks()
            return
        if self.given is None:
            self._complete_entries()
        everything = self.assignments
        for folder, notebooks in everything.items():
            hand_in = self.hand_ins[folder]
            if self.given is None and self.attempts.is_spent(hand_in):
                self.log.warning("%s: not graded: %s", hand_in.learner, self.attempts.spent)
                continue
            for note in hand_in.notes:
                self.log.warning("%s: %s", hand_in.learner, note)
            if hand_in.refused is not None:
                self._refuse(hand_in, hand_in.refused)
                continue
            unread = {str(path): str(error) for path, error in handin.unreadable(map(Path, notebooks)).items()}
            whole = [path for path in notebooks if path not in unread]
            if unread and not whole:
                self._refuse(hand_in, "; ".join(unread.values()))
            elif unread and is_held_back(self.coursedir, hand_in, map(Path, unread)):
                self._refuse(hand_in, f"{'; '.join(unread.values())}; {HELD_BACK}")
            elif whole:
                self.assignments = {folder: whole}
                self._convert(hand_in, {Path(path).stem: reason for path, reason in unread.items()})
        self.assignments = everything
        not_whole = [*self.reasons, *(self.without if self.given is None else ())]
        if not_whole:
            raise NbGraderException(f"not graded: {', '.join(not_whole)}")

    def _complete_entries(self) -> None:
        place = self.coursedir
        with nbgrader.converters.autograde.Gradebook(place.db_url, place.course_id) as gradebook:
            entries.complete(gradebook, place.assignment_id)

    def _refuse(self, hand_in: HandIn, reason: str) -> None:
        """Says so; in the gradebook somebody new has handed in and has no score, else everything there stays."""
        standing = self._standing(hand_in.learner)
        words = "" if standing is None else f"; the earlier score stands: {standing}"
        self.reasons[hand_in.learner] = f"{reason}{words}"
        self.log.error("%s: not graded: %s%s", hand_in.learner, reason, words)

    def _standing(self, learner: str) -> str | None:
        """The score that the gradebook has, None without one; enters who is not there yet."""
        assignment = self.coursedir.assignment_id
        with nbgrader.converters.autograde.Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                return ledger.standing(gradebook, assignment, learner)
            except MissingEntry:
                with contextlib.suppress(MissingEntry):
                    gradebook.find_assignment(assignment)
                    if self.create_student:
                        gradebook.update_or_create_student(learner)
                    gradebook.update_or_create_submission(assignment, learner)
                return None

    def _convert(self, hand_in: HandIn, unread: dict[str, str]) -> None:
        """Grades all but the `unread` notebooks, by name with the reason."""
        learner, place = hand_in.learner, self.coursedir
        short = _OneLine(learner)
        self.log.addFilter(short)
        self._unread = tuple(unread)
        graded = Path(place.root, self._format_dest(place.assignment_id, learner))
        try:
            with nbgrader.converters.autograde.Gradebook(place.db_url, place.course_id) as gradebook:
                before = manual.looked_at(gradebook, place.assignment_id, learner, graded)
                earlier = ledger.grades_of(gradebook, place.assignment_id, learner, unread)
            super().convert_notebooks()
            with nbgrader.converters.autograde.Gradebook(place.db_url, place.course_id) as gradebook:
                ledger.put_back(gradebook, place.assignment_id, learner, unread, earlier)
                manual.settle(gradebook, place.assignment_id, learner, graded, before)
                for name, reason in unread.items():
                    part = (place.assignment_id, learner, name)
                    self._leave_out(learner, reason, ledger.standing(gradebook, *part) if earlier else None)
        except NbGraderException as error:
            if error.__context__ is not None:  # the gradebook's, which concerns everybody
                raise
            self.reasons[learner] = short.reason or str(error)
        finally:
            self.log.removeFilter(short)

    def _leave_out(self, learner: str, reason: str, standing: str | None) -> None:
        words = "" if standing is None else f"; its earlier score stands: {standing}"
        line = f"one notebook was not graded: {reason}{words}"
        self.without.setdefault(learner, []).append(line)
        self.log.error("%s: %s", learner, line)

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Also leaves what was graded earlier of a notebook that cannot be read now, as its score stands."""
        target = Path(self._format_dest(assignment_id, student_id))
        kept = {
            path: (path.read_bytes(), path.stat())
            for path in (target / f"{name}.ipynb" for name in (self._unread if self.is_ours else ()))
            if path.is_file()
        }
        wanted = bool(super().init_destination(assignment_id, student_id))
        for path, (data, status) in kept.items() if wanted else ():
            target.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))  # by which a page says when it was graded
        return wanted

    def unwanted(self, assignment_id: str) -> Callable[[ordinary.Entry], bool]:
        """Also what has the name of something of the instructor's, which nbgrader puts there afterwards."""
        place, ignored = self.coursedir, super().unwanted(assignment_id)
        folder = place.format_path(place.source_directory, ".", assignment_id)
        files = {os.path.relpath(path, folder) for path in find_all_files(folder, [*place.ignore, "*.ipynb"])}
        files -= set(self.exclude_overwriting.get(assignment_id, []))
        folders = {str(above) for path in files for above in Path(path).parents}
        return lambda entry: (
            ignored(entry)
            or entry.path in files
            or entry.path in handin.OURS
            or (entry.path in folders and not entry.is_folder)
        )


class CarefulGenerateFeedback(GenerateFeedback, _Careful):  # type: ignore[misc]
    """nbgrader's feedback for the folders in autograded/, whatever characters a learner's id has."""

    def init_notebooks(self) -> None:
        self.log.addFilter(readable)
        if not self.is_ours:
            super().init_notebooks()
            return
        place = self.coursedir
        autograded = Path(place.root) / place.autograded_directory
        names = sorted(os.listdir(autograded)) if autograded.is_dir() else []
        folders = [autograded / name / place.assignment_id for name in names if self.asked_for(name)]
        found = {
            str(folder): self.notebooks_of(sorted(folder.glob("*.ipynb")))
            for folder in folders
            if unusable(folder.parent.name) is None and ordinary.problem(folder) == "is a folder"
        }
        self.assignments = {folder: notebooks for folder, notebooks in found.items() if notebooks}
        course = load(Path(place.root) / "course.yml", check_pieces=False)
        assignment = _assignment(course, place.assignment_id, self.log)
        attempts = Attempts(course, assignment)
        for folder in self.assignments:
            learner = Path(folder).parent.name
            submitted = Path(place.root, place.submitted_directory, learner, assignment.id)
            change = changed(course, assignment, place, learner, list(Path(folder).glob("*.ipynb")))
            if change is not None and not attempts.is_spent_in(learner, submitted):
                self.log.warning("%s: the pages show an earlier grading: %s; run `autograde` again", learner, change)
        self.course, self.assignment = course, assignment
        if not self.assignments and not any(map(self._refused, self._handed_in())):
            message = f"nothing of {place.assignment_id} was graded in {autograded}; run `nbgrader autograde` first"
            self.log.error(message)
            raise NbGraderException(message)

    def convert_notebooks(self) -> None:
        """And then a page for what was handed in and cannot be graded."""
        super().convert_notebooks()
        if not self.is_ours:
            return
        graded = {Path(folder).parent.name: folder for folder in self.assignments}
        for learner in self._handed_in():
            names = [path.stem for path in Path(graded[learner]).glob("*.ipynb")] if learner in graded else []
            target = Path(self._format_dest(self.assignment.id, learner))
            why = refuse(self.course, self.assignment, self.coursedir, learner, names, target)
            if why is not None:
                self.log.warning("%s: not graded, as the page says: %s", learner, why.reason)
            waits = changed(self.course, self.assignment, self.coursedir, learner, ()) if why and not names else None
            if waits is not None:
                self.log.warning("%s: %s; run `autograde` again", learner, waits)

    def _handed_in(self) -> list[str]:
        submitted = Path(self.coursedir.root, self.coursedir.submitted_directory)
        names = sorted(path.parent.name for path in submitted.glob(f"*/{self.assignment.id}"))
        return [name for name in names if self.asked_for(name)]

    def _refused(self, learner: str) -> bool:
        return refused(self.course, self.assignment, self.coursedir, learner) is not None


def install() -> None:
    """From now on nbgrader's commands and formgrader in this process use these converters."""
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp
    import nbgrader.apps.generatefeedbackapp

    nbgrader.apps.api.Autograde = nbgrader.apps.autogradeapp.Autograde = CarefulAutograde
    nbgrader.apps.api.GenerateFeedback = CarefulGenerateFeedback
    nbgrader.apps.generatefeedbackapp.GenerateFeedback = CarefulGenerateFeedback


def _assignment(course: Course, id: str, log: Any) -> Assignment:
    try:
        return course.assignment(id)
    except KeyError as error:
        log.error("%s", error.args[0])
        raise NbGraderException(error.args[0]) from None


class _OneLine(logging.Filter):
    """Makes one line of what nbgrader logs about one learner: a traceback, and three lines around it."""

    def __init__(self, learner: str) -> None:
        super().__init__()
        self._learner = learner
        self.reason: str | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        text, error = record.getMessage(), sys.exc_info()[1]
        if record.levelno < logging.ERROR:
            return True
        if text.startswith(("There was an error processing assignment", "Please see the ")):
            return False
        if error is not None and text.startswith("Traceback"):
            self.reason = " ".join(str(error).split()) or type(error).__name__
            record.msg, record.args = f"{self._learner}: not graded: {self.reason}", ()
        return True
