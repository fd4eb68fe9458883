"""What nbgrader's exchange has of the learners: the newest hand-in of each goes to submitted/, as `nbgrader collect`
puts it."""

from __future__ import annotations

import logging
import os
import pwd
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import Exchange
from nbgrader.utils import parse_utc
from traitlets.config import Config

from autograder.course.learner_id import shown, unusable
from autograder.gradebook.collecting import UNTIMED, CarefulCollect
from autograder.gradebook.late import FILE as TIME
from autograder.notebook import ordinary


class Inbound:
    """The exchange's folder of hand-ins, each in one called <learner>+<assignment>+<time>+<something random>.

    There is one where the configuration names a course and the exchange has it.
    """

    def __init__(self, config: Config, place: Any, assignments: Collection[str], rest: float) -> None:
        self._config, self._assignments, self._rest = config, assignments, rest
        self.folder = Path(Exchange(config=config).root, place.course_id, "inbound") if place.course_id else None
        self._since: dict[str, float] = {}  # when each name was seen first with its time in it
        self._done: set[str] = set()
        self._failed: set[str] = set()  # which are tried again, but not waited for

    @property
    def is_there(self) -> bool:
        return self.folder is not None and self.folder.is_dir()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has come that is not at rest yet."""
        return self._since.keys() <= self._done | self._failed

    def collect(self, place_for: Any) -> list[str]:
        """Collects what is new and at rest; lines about what is not collected. `place_for(learner, assignment)` is
        nbgrader's CourseDirectory for one submission."""
        lines: list[str] = []
        newest: dict[tuple[str, str], tuple[Any, str]] = {}
        for name in self._at_rest():
            parts = name.rsplit("+", 3)
            if len(parts) < 3 or parts[1] not in self._assignments:
                self._done.add(name)
                continue
            learner, assignment = parts[:2]
            try:
                found = parse_utc(parts[2]), name
            except Exception:  # noqa: BLE001  whatever a name makes of it
                lines.append(f"{self._shown(name)} {UNTIMED}")
                self._done.add(name)
                continue
            newest[learner, assignment] = max(found, newest.get((learner, assignment), found))
            self._done.add(name)
        for (learner, assignment), (moment, name) in newest.items():
            reason = unusable(learner)
            if reason is not None:
                lines.append(f"{self._shown(name)} was not collected: the learner's id {reason}")
                continue
            lines += self._take(place_for(learner, assignment), learner, name, moment)
        return lines

    def _at_rest(self) -> list[str]:
        """New names of folders with a time of handing in, which nbgrader writes last, that have been there for a
        moment."""
        if not self.is_there:
            return []
        assert self.folder is not None
        now, names = time.monotonic(), set(os.listdir(self.folder))
        self._done &= names
        whole = {name for name in names - self._done if ordinary.problem(self.folder / name / TIME) is None}
        self._since = {name: self._since.get(name, now) for name in whole}
        return sorted(name for name, since in self._since.items() if now - since >= self._rest)

    def _take(self, place: Any, learner: str, name: str, moment: Any) -> list[str]:
        assert self.folder is not None
        heard = _Heard()
        log = logging.Logger("autograder.watch.inbound", logging.WARNING)
        log.addHandler(heard)
        collect = _One(coursedir=place, config=self._config, log=log)
        collect.update = True
        collect.record = {"username": learner, "filename": name, "timestamp": moment}
        problem = ordinary.problem(self.folder / name)
        if problem != "is a folder":
            return [f"{self._shown(name)} {problem}; it was not collected"]
        owner = _owner(self.folder / name) if collect.check_owner else learner
        if owner != learner:  # nbgrader warns, and takes it; here nobody reads the warning in time
            return [
                f"{self._shown(name)} was not collected: it belongs to {owner}; if learners' ids are not their names on this"
                " machine, put `c.ExchangeCollect.check_owner = False` into nbgrader_config.py"
            ]
        try:
            collect.start()
        except Exception as error:  # noqa: BLE001  nbgrader raises what it likes; the others are collected
            self._done.discard(name)
            self._failed.add(name)
            heard.lines.append(
                f"{self._shown(name)} was not collected: {' '.join(str(error).split()) or type(error).__name__}"
            )
        return heard.lines

    def _shown(self, name: str) -> str:
        return shown(f"inbound/{name}")


def _owner(folder: Path) -> str:
    user = os.lstat(folder).st_uid
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


class _One(CarefulCollect):
    """Collects one hand-in of the exchange, if it is newer than what is there."""

    record: dict[str, Any]

    def init_src(self) -> None:
        self.inbound_path = os.path.join(self.root, self.coursedir.course_id, "inbound")
        self.src_records = [self.record]


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(" ".join(record.getMessage().split()))
