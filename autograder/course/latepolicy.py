"""`late:` in course.yml: what is taken off what comes after the due date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import yaml

from autograder.course.yaml import Located, Reader

_DAY = dt.timedelta(days=1)
_LENGTH = re.compile(r"(?P<number>\d{1,6}) ?(?P<unit>minute|hour|day|week)s?")


@dataclass(frozen=True)
class LatePolicy:
    """`per_day` percent of the points reached are taken off for each day begun, and never more than `at_most` percent.

    Within `grace` nothing is; days count from the due date all the same. After `closed_after` no points are left.
    """

    per_day: float = 0.0
    at_most: float = 100.0
    grace: dt.timedelta = dt.timedelta()
    closed_after: dt.timedelta | None = None

    def percent(self, late_by: dt.timedelta) -> float:
        """What is taken off, in percent of the points reached."""
        if self.is_grace(late_by):
            return 0.0
        if self.is_closed(late_by):
            return 100.0
        return min(self.at_most, self.per_day * -(-late_by // _DAY))

    def is_grace(self, late_by: dt.timedelta) -> bool:
        return late_by <= max(self.grace, dt.timedelta())

    def is_closed(self, late_by: dt.timedelta) -> bool:
        return self.closed_after is not None and late_by > self.closed_after

    def __str__(self) -> str:
        """As in `10 % a day, at most 50 %, nothing within 15 minutes`."""
        parts = []
        if self.per_day:
            parts += [f"{self.per_day:g} % a day", f"at most {self.at_most:g} %"]
        if self.grace:
            parts.append(f"nothing within {length(self.grace)}")
        if self.closed_after is not None:
            parts.append(f"closed after {length(self.closed_after)}")
        return ", ".join(parts)


def length(time: dt.timedelta) -> str:
    """A time span in its two largest units, as in `1 day 2 hours`; less than a minute is `less than a minute`."""
    minutes = time // dt.timedelta(minutes=1)
    counts = {"day": minutes // 1440, "hour": minutes // 60 % 24, "minute": minutes % 60}
    words = [f"{count} {unit}{'s' * (count != 1)}" for unit, count in counts.items() if count]
    return " ".join(words[:2]) or "less than a minute"


def late_policy(read: Reader, at: Located | None) -> LatePolicy | None:
    """What an entry says; None for `none`, for no entry, and for one with mistakes, of which `read` complains."""
    if at is None or getattr(at.node, "value", None) == "none":
        return None
    if not isinstance(at.node, yaml.MappingNode):
        read.complain(at, "must be none, or a mapping such as {grace: 15 minutes, per_day: 10 %, at_most: 50 %}")
        return None
    entries = read.mapping(at, [], ["grace", "per_day", "at_most", "closed_after"])
    grace, closed = _length(read, entries.get("grace")), _length(read, entries.get("closed_after"))
    per_day, at_most = read.percent(entries.get("per_day")), read.percent(entries.get("at_most"))
    is_empty = not at.node.value  # of unknown keys alone something has been said
    if per_day == 0 or is_empty or (entries and not {"per_day", "closed_after"} & set(entries)):
        read.complain(at, "takes nothing off: say per_day or closed_after, or write `late: none`")
    if "at_most" in entries and "per_day" not in entries:
        read.complain(entries["at_most"], "is at most of what? say per_day as well")
    if grace is not None and closed is not None and grace >= closed:
        read.complain(entries["grace"], "is no shorter than closed_after")
    return LatePolicy(
        per_day or 0.0, 100.0 if at_most is None else at_most, grace if grace is not None else dt.timedelta(), closed
    )


def _length(read: Reader, at: Located | None) -> dt.timedelta | None:
    if at is None:
        return None
    found = _LENGTH.fullmatch(str(at.node.value))
    if found is None:
        read.complain(at, "must be minutes, hours, days or weeks, such as 15 minutes")
        return None
    return dt.timedelta(**{f"{found['unit']}s": int(found["number"])})
