"""The time zones that may be chosen, as a reader knows them: by city, and by how far from UTC that is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from unicodedata import normalize
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import get_timezone_gmt, get_timezone_location

from felchat.accounts.preferences import zones
from felchat.tongue import LOCALES, language


def zones_to_choose(chosen: str, at: datetime) -> Sequence[tuple[str, str]]:
    """Each zone by its name of the IANA's, and in the reader's words: `Berlin, UTC+01:00`; by the alphabet.

    A city that has changed its name has one: the newest, unless that of before was chosen.
    """
    cities = cities_in(language())
    names = {city: zone for zone, city in cities.items()}
    if chosen in cities:
        names[cities[chosen]] = chosen
    return [(zone, f"{city}, {offset(zone, at)}") for city, zone in names.items()]


@cache
def cities_in(spoken: str) -> Mapping[str, str]:
    """The city of each zone, in the order in which they are read, those with a newer name last."""
    newest_last = sorted(zones(), key=lambda zone: zone not in get_global("zone_aliases"))
    cities = {
        zone: get_timezone_location(known(zone), LOCALES[spoken], return_city=True) for zone in newest_last
    }
    return dict(sorted(cities.items(), key=lambda each: in_order(each[1])))


def in_order(name: str) -> str:
    """What a name is sorted by: its letters without size and marks; but й is one of its own."""
    return "".join(each if each == "й" else normalize("NFKD", each)[0] for each in name.casefold())


def offset(zone: str, at: datetime) -> str:
    return "UTC" + get_timezone_gmt(at.astimezone(known(zone)), "iso8601").replace("Z", "+00:00")


@cache
def known(zone: str) -> ZoneInfo:
    """The zone, read once: all of them together take 80 to 200 ms to read, and 1.4 MB to keep."""
    return ZoneInfo(zone)
