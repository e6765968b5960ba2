"""What somebody may choose about how Felchat looks, speaks and behaves for them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from typing import Any, Self
from zoneinfo import available_timezones

from felchat.domain import Refusal

SWITCH = {"on": True, "off": False}
AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


class UnknownPreference(Refusal):
    """There is no such preference, or it cannot be that."""


@cache
def zones() -> tuple[str, ...]:
    """The time zones that may be chosen, by name, as the IANA database has them."""
    return tuple(sorted(each for each in available_timezones() if each.split("/")[0] in AREAS))


@dataclass(frozen=True, slots=True)
class Preferences:
    """How somebody wants Felchat; `auto` leaves it to their browser, and no `zone` means UTC.

    `enter`: whether Enter sends a message or breaks its line. The three switches work both ways: who does
    not show when they are here, type or have read, does not see it of others either.
    """

    language: str = "auto"
    theme: str = "auto"
    zone: str = ""
    enter: str = "sends"
    sound: bool = False
    shows_presence: bool = True
    shows_typing: bool = True
    shows_reading: bool = True

    @property
    def shown(self) -> tuple[bool, bool, bool]:
        """What others see of them, and they of others: that they are here, type, have read."""
        return self.shows_presence, self.shows_typing, self.shows_reading

    @property
    def live(self) -> tuple[bool, ...]:
        """What open pages go by; the rest counts from the next page on."""
        return *self.shown, self.sound

    def but(self, choices: Mapping[str, str]) -> Self:
        """These preferences with some chosen anew, as a form has them. Raises UnknownPreference."""
        known = possible()
        try:
            return replace(self, **{name: known[name][choice] for name, choice in choices.items()})
        except KeyError:
            raise UnknownPreference from None


@cache
def possible() -> Mapping[str, Mapping[str, Any]]:
    """What each preference can be: the choices in a form, and what they mean."""
    words = {
        "language": ("auto", "en", "ru"),
        "theme": ("auto", "light", "dark"),
        "zone": ("", *zones()),
        "enter": ("sends", "breaks"),
    }
    chosen: dict[str, Mapping[str, Any]] = {
        name: {each: each for each in choices} for name, choices in words.items()
    }
    switches = (each.name for each in fields(Preferences) if each.type is bool)
    return chosen | dict.fromkeys(switches, SWITCH)


def kept(preferences: Preferences) -> dict[str, str | bool]:
    """The preferences by name, as a store keeps them."""
    return asdict(preferences)


def read_from(row: object) -> Preferences:
    """The preferences that a store kept, each an attribute of the row."""
    return Preferences(**{each.name: getattr(row, each.name) for each in fields(Preferences)})
