"""Which learner of students.csv a name in a download is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.collect.platforms import Owner
from autograder.collect.staging import path_shown
from autograder.course.layout import assignment_of
from autograder.course.learner_id import fault
from autograder.gradebook.roster import Learner
from autograder.handin.lookalike import folded

# A word in a name that may be an id or an email: no `2` of a second Ada, and no first name.
_IDENTIFYING = re.compile(r"(?=.{4}).*[\d@]")


class NobodyKnown(Exception):
    """A name that is no learner's, or that of several; one line that says what to do."""


class Class:
    """The learners of students.csv, to be found by what platforms call them."""

    def __init__(self, learners: Sequence[Learner], assignments: Sequence[str]) -> None:
        self._learners, self._assignments = learners, set(map(folded, assignments))

    def knows(self, name: str) -> bool:
        """Whether a folder of this name is a learner's by students.csv."""
        return bool(self._called(Owner(name)))

    def find(self, owner: Owner) -> str:
        """The learner's id. Raises NobodyKnown."""
        if not self._learners:
            return self._unlisted(owner)
        if owner.platform == "canvas":
            numbered = [learner for learner in self._learners if learner.lms_user_id == owner.number]
            if numbered:
                return numbered[0].id
        found = self._called(owner)
        if owner.platform == "canvas":  # whose number is another one, is somebody else of that name
            found = [learner for learner in found if not learner.lms_user_id]
        if len(found) == 1:
            return found[0].id
        name = path_shown((owner.name,))
        if found:
            them = ", ".join(learner.id for learner in found)
            remedy = "put the files into a folder with the learner's id, and collect that"
            if owner.platform == "canvas":
                remedy = "write their numbers into its column lms_user_id"
            raise NobodyKnown(f"{name} may be any of {them} in students.csv; {remedy}")
        raise NobodyKnown(f"{name} is nobody in students.csv; add a line there, or correct a name")

    def _called(self, owner: Owner) -> list[Learner]:
        """Who is called so: by a folder's name the id or email, else anybody by name, else by a number or email in it."""
        whole = folded(owner.name)
        words = {word.casefold() for word in re.split(r"[\s,;()\[\]]+", owner.name) if _IDENTIFYING.search(word)}
        ways: list[Callable[[Learner], bool]] = [
            lambda learner: whole in _names(learner),
            lambda learner: bool({learner.id.casefold(), learner.email.casefold()} & words),
        ]
        if not owner.platform:
            ways[:0] = [
                lambda learner: learner.id == owner.name,
                lambda learner: folded(learner.id) == whole,
                lambda learner: learner.email.casefold() == owner.name.casefold(),
            ]
        return next((found for way in ways if (found := [one for one in self._learners if way(one)])), [])

    def _unlisted(self, owner: Owner) -> str:
        """Without students.csv a folder's name is the id; what a platform writes is none."""
        if owner.platform:
            raise NobodyKnown(
                f"{path_shown((owner.name,))} is how {owner.platform.title()} calls a learner; write students.csv, which has the ids"
            )
        why = fault(owner.name)
        if folded(assignment_of(Path(owner.name))) in self._assignments:
            why = "is an assignment, where a learner is expected: <learner>/<assignment>/<notebook>.ipynb"
        if why is not None:
            raise NobodyKnown(f"{path_shown((owner.name,))} {why}")
        return owner.name


def _names(learner: Learner) -> set[str]:
    first, last = folded(learner.first_name), folded(learner.last_name)
    return {first + last, last + first} - {""}
