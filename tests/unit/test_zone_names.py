"""A time zone is chosen by its city, in one's own language."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from felchat.accounts.preferences import zones
from felchat.accounts.zone_names import cities_in, zones_to_choose
from felchat.tongue import Tongue, speaking
from tests.unit.browsing import Browser, parsed

WINTER = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 23, 12, tzinfo=UTC)


def offered(app: Flask, language: str, chosen: str = "", at: datetime = WINTER) -> dict[str, str]:
    with speaking(app, Tongue(language)):
        return dict(zones_to_choose(chosen, at))


@pytest.mark.parametrize(
    ("zone", "in_english", "in_russian"),
    [
        ("Europe/Berlin", "Berlin, UTC+01:00", "Берлин, UTC+01:00"),
        ("Asia/Kolkata", "Kolkata, UTC+05:30", "Калькутта, UTC+05:30"),
        ("America/St_Johns", "St John’s, UTC-03:30", "Сент-Джонс, UTC-03:30"),
        ("Europe/London", "London, UTC+00:00", "Лондон, UTC+00:00"),
    ],
)
def test_a_zone_is_shown_by_its_city_in_the_readers_language(
    app: Flask, zone: str, in_english: str, in_russian: str
) -> None:
    assert [offered(app, each)[zone] for each in ("en", "ru")] == [in_english, in_russian]


def test_the_offset_is_that_of_the_season(app: Flask) -> None:
    assert offered(app, "en", at=SUMMER)["Europe/Berlin"] == "Berlin, UTC+02:00"


def test_nothing_is_left_in_english(app: Flask) -> None:
    latin = [name for name in offered(app, "ru").values() if name[0].isascii()]
    assert latin == []


@pytest.mark.parametrize(
    ("language", "in_order"),
    [("en", ["Adak", "Asunción", "Athens", "Ürümqi", "Vaduz"]), ("ru", ["Иркутск", "Йоханнесбург", "Кабул"])],
)
def test_each_city_stands_once_and_by_the_alphabet_whatever_its_marks(
    app: Flask, language: str, in_order: list[str]
) -> None:
    names = [name.rpartition(",")[0] for name in offered(app, language).values()]
    assert [name for name in names if name in in_order] == in_order
    assert len(names) == len(set(names))


def test_a_city_with_two_names_stands_here_by_the_newer_one_or_the_one_that_was_chosen(app: Flask) -> None:
    assert "Asia/Calcutta" not in offered(app, "en")
    old = offered(app, "en", "Asia/Calcutta")
    assert old["Asia/Calcutta"] == "Kolkata, UTC+05:30"
    assert "Asia/Kolkata" not in old
    assert offered(app, "en", "Mars/Olympus_Mons") == offered(app, "en")


def test_every_zone_has_its_city() -> None:
    for language in ("en", "ru"):
        assert set(cities_in(language)) == set(zones())


def test_the_profile_offers_them_with_the_one_that_alice_chose(alices: Browser, bobs: Browser) -> None:
    alices.submit("/users/profile", action="preferences", language="ru", zone="Asia/Tokyo")
    [chosen] = parsed(alices.get("/users/profile").text).findall(".//option[@selected]")
    assert (chosen.get("value"), chosen.text) == ("Asia/Tokyo", "Токио, UTC+09:00")
    assert parsed(bobs.get("/users/profile").text).find(".//option[@selected]") is None
