"""A time is read where it can be read one way only, and refused with the reason everywhere else."""

import datetime as dt
import re

import pytest

from autograder.course.moments import at, moment, zone

FIVE = dt.datetime(2027, 2, 1, 17, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-01 17:00:00 UTC",
        "Mon, 1 Feb 2027 18:00:00 +0100 (CET)",
        "2027-02-01 17:00:00.000000 UTC",  # as nbgrader's exchange writes it
        "2027-02-01 17:00:00",  # as nbgrader's zip_collect does
        "2027-02-01T17:00:00Z",
        "2027-02-01T17:00:00.000Z",
        "20270201T170000Z",
        "2027-02-01 17:00",
        "2027-02-01 18:00:00 +0100",
        "2027-02-01 18:00:00+01:00",
        "2027-02-01T18:00+01",
        "2027-02-01 18:00:00 GMT+0100",
        "2027-02-01 18:00 UTC+1",
        "2027-02-01 18:00 Europe/Berlin",
        "2027-02-01 18:00:00 CET",
        "2027-02-01 12:00:00 -0500",
        "2027-02-01 12:00:00 EST",
        "2027-02-01 22:30 +05:30",
        "2027/02/01 18:00:00 +01:00",
        "2027-2-1 17:00:00 UTC",
        "2027-02-01 06:00 PM +01:00",
        "2027-02-01 6:00pm +0100",
        "Mon, 01 Feb 2027 18:00:00 +0100",
        "01 February 2027 18:00 +01:00",
        "1. Feb 2027 18:00 CET",
        "Mon Feb  1 17:00:00 UTC 2027",
        "Mon Feb 1 17:00:00 2027",
        "February 1, 2027 5:00 PM UTC",
        "Mon Feb 01 2027 18:00:00 GMT+0100 (Central European Standard Time)",
        "  2027-02-01   17:00:00   UTC \n",
    ],
)
def test_one_moment_is_read_in_whatever_way_it_is_written(text: str) -> None:
    assert moment(text) == FIVE


def test_summer_time_counts() -> None:
    assert moment("2027-07-01 18:00:00 CEST") == dt.datetime(2027, 7, 1, 16, 0, tzinfo=dt.UTC)
    assert moment("2027-07-01 18:00 Europe/Berlin") == dt.datetime(2027, 7, 1, 16, 0, tzinfo=dt.UTC)
    assert moment("2027-10-31 02:30 CEST") == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)
    assert moment("2027-10-31 02:30 CET") == dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("01/02/2027 18:00", "one way only"),
        ("2027-02-01 18:00 (CET)", "one way only"),
        ("2027-02-01 18:00 (late)", "one way only"),
        ("9999-12-31 23:59:59 UTC", "is before the first or after the last year"),
        ("0001-01-01 00:00 +01:00", "is before the first or after the last year"),
        ("9999-12-31 23:59 -01:00", "is before the first or after the last year"),
        ("13/02/2027 18:00", "one way only"),
        ("01.02.2027 18:00", "one way only"),
        ("1-2-2027 18:00", "one way only"),
        ("27-02-01 18:00", "one way only"),
        ("2027-02-01", "one way only"),
        ("18:00", "one way only"),
        ("1801501200", "one way only"),
        ("handed in on monday, sorry for the delay", "one way only"),
        ("2027-02-01 17:00:00 UTC\nsecond line", "one way only"),
        ("", "one way only"),
        ("2027-02-30 18:00 UTC", "day"),
        ("2027-13-01 18:00 UTC", "month"),
        ("2027-02-01 25:00 UTC", "hour"),
        ("2027-02-01 13:00 pm UTC", "13 pm"),
        ("2027-02-01 18:00 XYZ", "unknown time zone XYZ"),
        ("2027-02-01 18:00 Europe/Berlim", "unknown time zone"),
        ("2027-02-01 18:00 x\x1b[2J\u202e", r"unknown time zone 'x\x1b[2J\u202e'"),
        ("2027-02-01 18:00 +3600", "unknown time zone"),
        ("2027-02-01 18:00 +100", "unknown time zone"),
        ("2027-02-01 18:00 Etc/GMT+1", "unknown time zone"),
        ("2027-02-01 18:00 CST", "may be -06:00 or -05:00 or +08:00"),
        ("2027-02-01 18:00 IST", "may be +02:00 or +05:30"),
        ("2027-10-31 02:30 Europe/Berlin", "exists twice"),
        ("2027-03-28 02:30 Europe/Berlin", "does not exist"),
        ("Tue, 01 Feb 2027 18:00:00 +0100", "Monday"),
        ("1 Fevrier 2027 18:00 UTC", "no month in English"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        moment(text)


def test_a_name_of_three_letters_is_no_place() -> None:
    assert [zone(name) for name in ("CET", "EST", "EST5EDT", "WET", "Mars/Olympus", "")] == [None] * 6
    assert zone("utc") is dt.UTC


@pytest.mark.parametrize(
    ("hour", "place", "says"),
    [
        (dt.datetime(2027, 3, 28, 2, 30), "Europe/Berlin", "does not exist"),
        (dt.datetime(1, 1, 1, 0, 0), "+01:00", "before the first"),
        (dt.datetime(9999, 12, 31, 23, 59), "America/New_York", "after the last year"),
        (dt.datetime(2027, 10, 31, 2, 0), "Europe/Berlin", "2027-10-31 02:00 +02:00, or +01:00"),
        (dt.datetime(2027, 4, 4, 2, 15), "Australia/Lord_Howe", "none"),
        (dt.datetime(2027, 3, 14, 2, 0), "America/New_York", "does not exist"),
        (dt.datetime(2027, 11, 7, 1, 59), "America/New_York", "-04:00, or -05:00"),
    ],
)
def test_an_hour_that_clocks_skip_or_repeat_is_refused(hour: dt.datetime, place: str, says: str) -> None:
    there = zone(place)
    assert there is not None
    if says == "none":
        assert at(hour, there).utcoffset() is not None
        return
    with pytest.raises(ValueError, match=re.escape(says)):
        at(hour, there)
