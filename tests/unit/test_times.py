"""Points in time, by the clock of whoever reads them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.services import Services
from felchat.times import clock, day, day_of_week, locally, moment
from felchat.tongue import Tongue, speaking
from tests.unit.browsing import Browser, parsed, text_of
from tests.unit.profile_forms import PROFILE

LATE = datetime(2026, 11, 23, 22, 5, 7, 99, tzinfo=UTC)
MOSCOW, NEW_YORK, KOLKATA = "Europe/Moscow", "America/New_York", "Asia/Kolkata"


@pytest.mark.parametrize(
    ("reader", "shown"),
    [
        (Tongue("en"), "22:05 UTC"),
        (Tongue("ru"), "22:05 UTC"),
        (Tongue("en", MOSCOW), "01:05"),
        (Tongue("ru", NEW_YORK), "17:05"),
        (Tongue("en", KOLKATA), "03:35"),
        (Tongue("en", "Europe/London"), "22:05"),
    ],
)
def test_a_time_is_that_of_the_readers_zone_and_names_utc_without_one(
    app: Flask, reader: Tongue, shown: str
) -> None:
    with speaking(app, reader):
        assert text_of(parsed(clock(LATE))) == shown


@pytest.mark.parametrize(
    ("reader", "on_the_day", "at_the_moment", "near"),
    [
        (Tongue("en"), "23 November 2026", "23 November 2026, 22:05 UTC", "Monday, 23 November"),
        (Tongue("en", MOSCOW), "24 November 2026", "24 November 2026, 01:05", "Tuesday, 24 November"),
        (Tongue("ru", MOSCOW), "24 ноября 2026 г.", "24 ноября 2026 г., 01:05", "вторник, 24 ноября"),
    ],
)
def test_a_day_is_that_of_the_readers_zone(
    app: Flask, reader: Tongue, on_the_day: str, at_the_moment: str, near: str
) -> None:
    with speaking(app, reader):
        texts = [text_of(parsed(write(LATE))) for write in (day, moment)]
        assert [text.replace("\N{NARROW NO-BREAK SPACE}", " ") for text in texts] == [
            on_the_day,
            at_the_moment,
        ]
        assert day_of_week(LATE) == near
        assert locally(LATE) == LATE


@pytest.mark.parametrize("write", [clock, day, moment])
@pytest.mark.parametrize(
    ("zone", "in_full"),
    [
        ("", "23 November 2026, 22:05 UTC"),
        (MOSCOW, "24 November 2026, 01:05 UTC+03:00"),
        (NEW_YORK, "23 November 2026, 17:05 UTC-05:00"),
        (KOLKATA, "24 November 2026, 03:35 UTC+05:30"),
    ],
)
def test_every_time_tells_programs_in_utc_and_people_in_full(
    app: Flask, write: type, zone: str, in_full: str
) -> None:
    with speaking(app, Tongue("en", zone)):
        element = parsed(write(LATE, "message__time")).find("time")
    assert element.get("datetime") == "2026-11-23T22:05:07+00:00"
    assert element.get("title") == in_full
    assert element.get("class") == "message__time"


def test_summer_has_its_own_hour(app: Flask) -> None:
    with speaking(app, Tongue("en", NEW_YORK)):
        summer = clock(LATE - timedelta(days=120))
    assert text_of(parsed(summer)) == "18:05"
    assert "UTC-04:00" in summer


def test_alice_reads_by_her_clock_and_bob_by_his(
    alices: Browser, bobs: Browser, alice: Account, bob: Account, services: Services
) -> None:
    alices.submit(PROFILE, action="preferences", zone=MOSCOW)
    services.chat.send(alice.id, bob.id, "hello", "1")
    for browser, other, shown in ((alices, bob, "15:00"), (bobs, alice, "12:00 UTC")):
        page = parsed(browser.get(f"/chat?user={other.id}").text)
        assert [text_of(each) for each in page.iterfind(".//article//time")] == [shown]
    assert "23 November 2026, 15:00" in text_of(parsed(alices.get(PROFILE).text))
    assert "23 November 2026, 12:00 UTC" in text_of(parsed(bobs.get(PROFILE).text))
