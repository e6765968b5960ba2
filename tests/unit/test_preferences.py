"""What may be chosen, and that only what was chosen changes."""

import pytest

from felchat.accounts.preferences import Preferences, UnknownPreference, zones
from tests.unit.browsing import Browser, parsed


def test_what_is_chosen_changes_and_nothing_else() -> None:
    dark = Preferences().but({"theme": "dark"})
    assert dark.but({"shows_typing": "off", "zone": "Europe/Berlin"}) == Preferences(
        theme="dark", zone="Europe/Berlin", shows_typing=False
    )


@pytest.mark.parametrize(
    "choices", [{"zone": "../etc/passwd"}, {"sound": "loud"}, {"enter": ""}, {"username": "bob"}], ids=str
)
def test_what_cannot_be_chosen_is_refused(choices: dict[str, str]) -> None:
    with pytest.raises(UnknownPreference):
        Preferences().but(choices)


def test_the_zones_are_places() -> None:
    assert {"Europe/Berlin", "Asia/Yekaterinburg", "America/Argentina/Buenos_Aires"} <= set(zones())
    assert not {"UTC", "Etc/GMT+3", "US/Pacific", "posix/Europe/Berlin"} & set(zones())


def test_the_profile_shows_what_was_chosen(alices: Browser, bobs: Browser) -> None:
    alices.submit("/users/profile", action="preferences", zone="Asia/Tokyo", enter="breaks", sound="on")
    alices.submit("/users/profile", action="privacy", shows_presence="off")
    chosen = {"enter": "breaks", "sound": "on", "shows_presence": "off", "shows_typing": "on"}
    page = parsed(alices.get("/users/profile").text)
    assert page.find(".//option[@selected]").get("value") == "Asia/Tokyo"
    for name, value in chosen.items():
        [checked] = [each for each in page.findall(f".//input[@name='{name}']") if "checked" in each.attrib]
        assert checked.get("value") == value
    assert parsed(bobs.get("/users/profile").text).find(".//option[@selected]") is None
