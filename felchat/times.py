"""Points in time, as `time` elements that are written by the reader's language and clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_gmt
from flask import Flask
from markupsafe import Markup

from felchat.tongue import LOCALES, tongue

ELEMENT = Markup('<time{} datetime="{}" title="{}">{}</time>')
CLASS = Markup(' class="{}"')


def init_app(app: Flask) -> None:
    for each in (clock, day, moment, day_of_week, locally):
        app.add_template_filter(each)


def clock(at: datetime, css: str = "") -> Markup:
    """The time of day: `14:05`, or `14:05 UTC` for whoever has chosen no zone."""
    return element(at, time_of_day(at), css)


def day(at: datetime, css: str = "") -> Markup:
    """The date: `27 November 2026`."""
    return element(at, date(at), css)


def moment(at: datetime, css: str = "") -> Markup:
    """Date and time: `27 November 2026, 14:05`."""
    return element(at, f"{date(at)}, {time_of_day(at)}", css)


def day_of_week(at: datetime) -> str:
    """The day as one speaks of it while it is near: `Friday, 27 November`. No element, but its text alone."""
    return format_date(locally(at), "EEEE, d MMMM", LOCALES[tongue().language])


def locally(at: datetime) -> datetime:
    """The same point in time, by the reader's clock."""
    return at.astimezone(ZoneInfo(tongue().zone or "UTC"))


def element(at: datetime, written: str, css: str) -> Markup:
    """For programs the time in UTC, to the second; for who points at it the date, the time and the zone."""
    iso = at.astimezone(UTC).isoformat(timespec="seconds")
    in_full = f"{date(at)}, {hour_and_minute(at)} {offset(at)}"
    return ELEMENT.format(CLASS.format(css) if css else "", iso, in_full, written)


def date(at: datetime) -> str:
    return format_date(locally(at), "long", LOCALES[tongue().language])


def time_of_day(at: datetime) -> str:
    return hour_and_minute(at) if tongue().zone else f"{hour_and_minute(at)} UTC"


def hour_and_minute(at: datetime) -> str:
    local = locally(at)
    return format_time(local, "short", local.tzinfo, LOCALES[tongue().language])


def offset(at: datetime) -> str:
    """How far the reader's clock is from UTC: `UTC+03:00`, or `UTC`."""
    return "UTC" + get_timezone_gmt(locally(at), "iso8601").replace("+00:00", "")
