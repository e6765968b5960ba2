"""Where one is signed in, and signing out there, by plain forms and by htmx."""

from typing import Any

from flask import Flask

from tests.conftest import MovingClock
from tests.unit.browsing import Browser, Manner, parsed, text_of
from tests.unit.profile_forms import PROFILE, done


def sessions_on(browser: Browser) -> list[Any]:
    items: list[Any] = parsed(browser.get(PROFILE).text).findall(".//main//li")
    return items


def number_of(item: Any) -> str:
    return str(item.find(".//input[@name='session']").get("value"))


def test_the_sessions_are_listed_and_this_one_is_marked(
    alices: Browser, phone: Browser, bobs: Browser, clock: MovingClock
) -> None:
    clock.forward(minutes=5)
    assert bobs.is_signed_in()
    this, other = map(text_of, sessions_on(phone))
    assert "Firefox on Linux" in this
    assert "This one" in this
    assert "192.0.2.7" in this
    assert "23 November 2026, 12:05 UTC" in this
    assert "Werkzeug" in other
    assert "This one" not in other
    assert "23 November 2026, 12:00 UTC" in other
    assert alices.is_signed_in()


def test_another_device_is_signed_out_by_its_button(
    alices: Browser, phone: Browser, app: Flask, manner: Manner
) -> None:
    thief = Browser(app)
    thief.cookie = phone.cookie
    (other,) = (each for each in sessions_on(alices) if "This one" not in text_of(each))
    said = done(alices, alices.submit(PROFILE, manner, action="revoke", session=number_of(other)), manner)
    assert said == "Signed out there."
    assert (alices.is_signed_in(), phone.is_signed_in(), thief.is_signed_in()) == (True, False, False)
    assert len(sessions_on(alices)) == 1


def test_signing_this_one_out_goes_to_the_sign_in(alices: Browser, phone: Browser, manner: Manner) -> None:
    (this,) = (each for each in sessions_on(alices) if "This one" in text_of(each))
    answer = alices.submit(PROFILE, manner, action="revoke", session=number_of(this))
    assert "/users/login" in (answer.headers.get("HX-Redirect"), answer.headers.get("Location"))
    assert (alices.is_signed_in(), phone.is_signed_in()) == (False, True)


def test_signing_out_elsewhere_leaves_this_one_and_everybody_else(
    alices: Browser, phone: Browser, bobs: Browser, manner: Manner
) -> None:
    assert done(phone, phone.submit(PROFILE, manner, action="revoke-others"), manner)
    assert (alices.is_signed_in(), phone.is_signed_in(), bobs.is_signed_in()) == (False, True, True)
    assert "Sign out everywhere else" not in phone.get(PROFILE).text


def test_nobody_ends_the_session_of_somebody_else(
    mallorys: Browser, alices: Browser, bobs: Browser, manner: Manner
) -> None:
    numbers = [number_of(sessions_on(each)[0]) for each in (alices, bobs)]
    for number in (*numbers, "0", "-1", "x", "", "9" * 5000):
        answer = mallorys.submit(PROFILE, manner, action="revoke", session=number)
        assert answer.status_code == 404, number
    assert alices.is_signed_in()
    assert bobs.is_signed_in()
    assert mallorys.is_signed_in()
