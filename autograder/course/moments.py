"""Points in time as people and programs write them: what can be read one way only is read, everything else is refused."""

from __future__ import annotations

import datetime as dt
import functools
import re
import zoneinfo

EXAMPLE = "2027-02-01 18:00 +01:00"

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_OUTSIDE = "is before the first or after the last year that there is"
_MOST_HOURS = 14  # no clock on earth is further from UTC

_WITH_ZONE = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)[ T](?P<time>\d\d:\d\d(:\d\d)?) ?(?P<zone>[A-Za-z+-]\S*)")
_TIME = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?(?: ?(?P<half>[ap])\.?m\b\.?)?"
_ZONE = r"(?: ?(?P<zone>[a-z+-][^ ]*))?"
_DAY, _MONTH, _YEAR = r"(?P<day>\d\d?)", r"(?P<month>[a-z]{3,9})\.?", r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?P<weekday>[a-z]{3,9}),? )?"
# The year comes first, or the month is a word: nobody can take the day for the month.
_FORMS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}-(?P<number>\d\d?)-{_DAY}[t ] ?{_TIME}{_ZONE}",
        rf"{_YEAR}/(?P<number>\d\d?)/{_DAY} {_TIME}{_ZONE}",
        rf"{_YEAR}(?P<number>\d\d)(?P<day>\d\d)t(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<fraction>)(?P<half>)"
        r"(?P<zone>z|[+-]\d\d:?\d\d)?",
        rf"{_WEEKDAY}{_DAY}\.?[ -]{_MONTH}[ -]{_YEAR},? {_TIME}{_ZONE}",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR},? {_TIME}{_ZONE}",
        rf"(?P<weekday>[a-z]{{3}}) {_MONTH} {_DAY} {_TIME}{_ZONE} {_YEAR}",
    )
]


def with_zone(text: object) -> dt.datetime:
    """The moment of a date, a time and a time zone, as files of a course have it, in that zone.

    Raises ValueError, which says why `text` is none.
    """
    found = _WITH_ZONE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise ValueError("must be a date, a time and a time zone, such as 2027-02-01 18:00 Europe/Berlin")
    place = zone(found["zone"])
    if place is None:
        raise ValueError(f"unknown time zone {found['zone']}; try UTC, +01:00 or Europe/Berlin")
    try:
        local = dt.datetime.fromisoformat(f"{found['date']} {found['time']}")
    except ValueError as error:
        raise ValueError(f"is no date: {error}") from None
    return at(local, place)


class NoZone(ValueError):
    """A date and a time of no zone, where one is needed."""


def moment(text: str, clocks: dt.tzinfo | None = dt.UTC) -> dt.datetime:
    """The moment that `text` names, in UTC; without a zone it is of `clocks`, by default UTC, as nbgrader writes it.

    Raises ValueError, which says why it cannot be read, and NoZone where there is no zone and there are no `clocks`.
    """
    text = " ".join(text.split())
    text = re.sub(r"([+-]\d\d:?\d\d) ?\([\w ,.+-]*\)$", r"\1", text)  # mail and JavaScript add the zone's name in words
    found = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if found is None:
        raise ValueError("is no date and time that can be read one way only")
    parts = found.groupdict()
    month = int(parts["number"]) if parts.get("number") else _place_in(_MONTHS, parts["month"], "month") + 1
    try:
        local = dt.datetime(int(parts["year"]), month, int(parts["day"]), *_clock(parts))
    except ValueError as error:
        raise ValueError(f"is no date and time: {error}") from None
    if parts.get("weekday") and _place_in(_DAYS, parts["weekday"], "day") != local.weekday():
        raise ValueError(f"names a day of the week, but that date is a {_DAYS[local.weekday()].title()}")
    name = parts["zone"]
    try:
        if not name and clocks is None:
            raise NoZone("has no time zone")
        made = _in_zone(local, name) if name else at(local, clocks or dt.UTC).astimezone(dt.UTC)
        for hours in (-24, 24):  # any clock can show it, then
            made + dt.timedelta(hours=hours)
    except OverflowError:
        raise ValueError(_OUTSIDE) from None
    return made


def _in_zone(local: dt.datetime, name: str) -> dt.datetime:
    place = zone(name)
    if place is not None:
        return at(local, place).astimezone(dt.UTC)
    offsets = sorted({offset for fold in (0, 1) for offset in _abbreviated(name.upper(), local.replace(fold=fold))})
    if len(offsets) == 1:
        return (local - offsets[0]).replace(tzinfo=dt.UTC)
    if offsets:
        readings = " or ".join(_shown(offset) for offset in offsets)
        raise ValueError(f"has the time zone {name}, which may be {readings}")
    raise ValueError(f"has the unknown time zone {name if name.isprintable() else ascii(name)}")


def zone(name: str) -> dt.tzinfo | None:
    """UTC, an offset such as +01:00, or a place such as Europe/Berlin; None for anything else.

    Names of three or four letters are no places: CET is an hour of winter for some, and Berlin's clock for others.
    """
    if name.upper() in ("UTC", "GMT", "Z"):
        return dt.UTC
    offset = re.fullmatch(r"(UTC|GMT)?([+-])(\d\d?)(?::?([0-5]\d))?", name, re.IGNORECASE | re.ASCII)
    if offset:
        minutes = int(offset[3]) * 60 + int(offset[4] or 0)
        if minutes > _MOST_HOURS * 60 or (len(offset[3]) == 1 and not offset[1]):
            return None
        return dt.timezone(dt.timedelta(minutes=-minutes if offset[2] == "-" else minutes))
    if "/" not in name or name.startswith("Etc/"):  # there, GMT+1 is an hour behind
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def at(local: dt.datetime, place: dt.tzinfo) -> dt.datetime:
    """The moment when clocks of `place` show `local`. Raises ValueError where they never do so, or do twice, or where
    no calendar has it."""
    first, second = (local.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    try:
        first.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(_OUTSIDE) from None
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None or before == after:
        return first
    if first.astimezone(dt.UTC).astimezone(place).replace(tzinfo=None, fold=0) != local:
        why = f"does not exist: clocks in {place} are put forward that day, past {local:%H:%M}"
    else:
        why = f"exists twice: clocks in {place} are put back that day"
    raise ValueError(f"{why}; write {local:%Y-%m-%d %H:%M} {_shown(before)}, or {_shown(after)}")


def _clock(parts: dict[str, str]) -> tuple[int, int, int, int]:
    hour, half = int(parts["hour"]), (parts["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"there is no {hour} {half}m")
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = (parts["fraction"] or "").ljust(6, "0")[:6]
    return hour, int(parts["minute"]), int(parts["second"] or 0), int(fraction)


def _place_in(names: list[str], word: str, what: str) -> int:
    """Which of the names `word` is, or abbreviates."""
    for number, name in enumerate(names):
        if name.startswith(word.lower()):
            return number
    raise ValueError(f"names no {what} in English: {word}")


def _abbreviated(name: str, local: dt.datetime) -> set[dt.timedelta]:
    """The offsets of all places on earth whose clocks have this abbreviation at that time."""
    found = set()
    for place in _places():
        there = local.replace(tzinfo=place)
        offset = there.utcoffset()
        if offset is not None and there.tzname() == name:
            found.add(offset)
    return found


@functools.cache
def _places() -> tuple[zoneinfo.ZoneInfo, ...]:
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return tuple(map(zoneinfo.ZoneInfo, names))


def _shown(offset: dt.timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
