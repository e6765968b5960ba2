"""Points in time, as `time` elements that are written by the reader's language and clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_gmt
from flask import Flask
from markupsafe import Markup

from felchat.tongue import LOCALES, Tongue, tongue

ELEMENT = Markup('<time{} datetime="{}" title="{}">{}</time>')
CLASS = Markup(' class="{}"')
MINUTES_KEPT = 4096
"""A minute takes 60 µs to write, holds several messages, and is shown to the next reader, too."""


def init_app(app: Flask) -> None:
    for each in (clock, day, moment, day_of_week, locally):
        app.add_template_filter(each)


def clock(at: datetime, css: str = "") -> Markup:
    """The time of day: `14:05`, or `14:05 UTC` for whoever has chosen no zone."""
    return clock_at(int(at.timestamp()), tongue(), css)


@lru_cache(MINUTES_KEPT)
def clock_at(second: int, reader: Tongue, css: str = "") -> Markup:
    """The same for that second since 1970, and that reader."""
    at = datetime.fromtimestamp(second, UTC)
    words = minute_written(at.replace(second=0), reader)
    return element(at, words.time, words.in_full, css)


def day(at: datetime, css: str = "") -> Markup:
    """The date: `27 November 2026`."""
    return element(at, written(at).date, written(at).in_full, css)


def moment(at: datetime, css: str = "") -> Markup:
    """Date and time: `27 November 2026, 14:05`."""
    return element(at, f"{written(at).date}, {written(at).time}", written(at).in_full, css)


def day_of_week(at: datetime) -> str:
    """The day as one speaks of it while it is near: `Friday, 27 November`. No element, but its text alone."""
    return format_date(locally(at), "EEEE, d MMMM", LOCALES[tongue().language])


def locally(at: datetime) -> datetime:
    """The same point in time, by the reader's clock."""
    return at.astimezone(ZoneInfo(tongue().zone or "UTC"))


@lru_cache(MINUTES_KEPT)
def day_of_minute(minute: int, reader: Tongue) -> date:
    """On which day that minute since 1970 is, by the reader's clock: no zone changes it within a minute."""
    return datetime.fromtimestamp(60 * minute, ZoneInfo(reader.zone or "UTC")).date()


def element(at: datetime, shown: str, in_full: str, css: str) -> Markup:
    """For programs the time in UTC, to the second; for who points at it the date, the time and the zone."""
    iso = at.astimezone(UTC).isoformat(timespec="seconds")
    return ELEMENT.format(CLASS.format(css) if css else "", iso, in_full, shown)


@dataclass(frozen=True, slots=True)
class Written:
    """A minute in a reader's words. In full it has the zone: `27 November 2026, 14:05 UTC+03:00`."""

    time: str
    date: str
    in_full: str


def written(at: datetime) -> Written:
    return minute_written(at.replace(second=0, microsecond=0), tongue())


@lru_cache(MINUTES_KEPT)
def minute_written(minute: datetime, reader: Tongue) -> Written:
    locale, local = LOCALES[reader.language], minute.astimezone(ZoneInfo(reader.zone or "UTC"))
    time, date = format_time(local, "short", local.tzinfo, locale), format_date(local, "long", locale)
    offset = get_timezone_gmt(local, "iso8601", locale).replace("+00:00", "")
    return Written(time if reader.zone else f"{time} UTC", date, f"{date}, {time} UTC{offset}")
