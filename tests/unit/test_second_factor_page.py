"""Switching the second factor on and off, and what is shown of it to whom."""

import json
import re

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.browsing import PLAIN, Browser, Manner, described_by, parsed, text_of
from tests.unit.second_factor import PAGE, App, signed_in_with

BEGIN = {"action": "begin", "begin_password": PASSWORD}
OFF = {"action": "off", "off_password": PASSWORD}


def app_fed_with(html: str, clock: MovingClock) -> App:
    """The app of somebody who types the key from the page."""
    return App(text_of(parsed(html).find(".//code")).replace(" ", "").upper(), clock)


def codes_on(html: str) -> list[str]:
    return [text_of(each) for each in parsed(html).findall(".//li/code")]


def qr_on(html: str) -> str:
    return str(parsed(html).find(".//img[@class='factor__qr']").get("src"))


def test_it_is_switched_on_with_a_code_of_the_app(
    alices: Browser, alice: Account, services: Services, clock: MovingClock, manner: Manner
) -> None:
    begun = alices.submit(PAGE, manner, **BEGIN)
    app = app_fed_with(begun.text, clock)
    assert services.accounts.factors.of(alice.id) is None, "nothing is on before the app has shown a code"
    answer = alices.submit(PAGE, manner, action="on", on_code=app.code())
    assert answer.status_code == 200
    assert ("<html" in answer.text) == (manner == PLAIN)
    codes = codes_on(answer.text)
    assert len(set(codes)) == 10
    assert "shown this once" in answer.text
    page = alices.get(PAGE).text
    assert "10 recovery codes are left." in page
    assert not any(secret in page for secret in [*codes, app.secret, app.secret.lower()[:4]])
    services.accounts.factors.confirm(alice.id, codes[0])
    services.accounts.factors.confirm(alice.id, app.next_code())


@pytest.mark.parametrize("typed", ["", "000000x", "recovery-code", "шифр", "١٢٣٤٥٦"])
def test_without_the_apps_code_it_stays_off(
    alices: Browser, alice: Account, services: Services, manner: Manner, typed: str
) -> None:
    alices.submit(PAGE, manner, **BEGIN)
    answer = alices.submit(PAGE, manner, action="on", on_code=typed)
    assert answer.status_code == 422
    assert described_by(parsed(answer.text), "on_code")
    assert services.accounts.factors.of(alice.id) is None


def test_it_begins_with_the_password(alices: Browser, manner: Manner) -> None:
    answer = alices.submit(PAGE, manner, action="begin", begin_password="wrong horse")
    assert answer.status_code == 422
    assert "not your password" in described_by(parsed(answer.text), "begin_password")
    assert parsed(answer.text).find(".//code") is None


def test_the_qr_code_is_a_drawing_of_ours_for_who_is_switching_it_on(
    alices: Browser, mallorys: Browser, phone: Browser, clock: MovingClock
) -> None:
    before = alices.get(f"{PAGE}/qr.svg")
    address = qr_on(alices.submit(PAGE, **BEGIN).text)
    drawing = alices.get(address)
    assert (before.status_code, drawing.status_code) == (404, 200)
    assert re.match(r"<\?xml[^>]+>\s*<svg ", drawing.text)
    assert set(re.findall(r"<(\w+)", drawing.text)) == {"svg", "path"}
    assert "style" not in drawing.text
    assert (drawing.mimetype, drawing.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    for other in (mallorys, phone):
        assert other.get(address).status_code == 404
    clock.forward(minutes=15)
    assert alices.get(address).status_code == 404
    assert parsed(alices.get(PAGE).text).find(".//img[@class='factor__qr']") is None


def test_no_key_is_shown_once_it_is_on(alices: Browser, clock: MovingClock) -> None:
    begun = alices.submit(PAGE, **BEGIN).text
    alices.submit(PAGE, action="on", on_code=app_fed_with(begun, clock).code())
    assert alices.get(qr_on(begun)).status_code == 404
    alices.submit(PAGE, **BEGIN)
    assert alices.get(qr_on(begun)).status_code == 404


def test_switching_it_on_ends_every_other_session_and_every_copy_of_this_one(
    alices: Browser, phone: Browser, clock: MovingClock
) -> None:
    app = app_fed_with(alices.submit(PAGE, **BEGIN).text, clock)
    copied = alices.cookie
    alices.submit(PAGE, action="on", on_code=app.code())
    assert alices.is_signed_in()
    phone_again = phone.is_signed_in()
    phone.cookie = copied
    assert (phone_again, phone.is_signed_in()) == (False, False)


def test_switching_it_off_does_so_too(
    app: Flask, alice: Account, services: Services, phone_app: App, manner: Manner
) -> None:
    hers, phone = (signed_in_with(phone_app, Browser(app), alice) for _ in range(2))
    answer = hers.submit(PAGE, manner, **OFF, off_code=phone_app.next_code())
    assert "The second factor is off" in answer.text
    assert services.accounts.factors.of(alice.id) is None
    assert hers.is_signed_in()
    assert not phone.is_signed_in()


def test_new_recovery_codes_take_the_place_of_the_old(
    browser: Browser, alice: Account, services: Services, phone_app: App, manner: Manner
) -> None:
    hers = signed_in_with(phone_app, browser, alice)
    form = {"action": "codes", "codes_password": PASSWORD, "codes_code": phone_app.recovery[0]}
    codes = codes_on(hers.submit(PAGE, manner, **form).text)
    assert len(set(codes) - set(phone_app.recovery)) == 10
    services.accounts.factors.confirm(alice.id, codes[0])
    assert hers.submit(PAGE, **form | {"codes_code": phone_app.recovery[1]}).status_code == 422


@pytest.mark.parametrize("action", ["on", "codes", "off", "begin", "", "else"])
def test_what_does_not_fit_the_state_does_nothing(alices: Browser, action: str) -> None:
    answer = alices.submit(
        PAGE, action=action, begin_password="", codes_password=PASSWORD, off_password=PASSWORD
    )
    assert answer.status_code in (200, 400, 422)
    assert "recovery codes are left" not in alices.get(PAGE).text


def test_that_it_is_on_is_taken_along_and_no_secret(
    browser: Browser, alice: Account, services: Services, phone_app: App
) -> None:
    factor = services.accounts.factors.of(alice.id)
    taken = json.loads(signed_in_with(phone_app, browser, alice).get("/users/profile/data").text)
    assert factor
    assert taken["second_factor"] == {"since": "2026-11-23T12:00:00+00:00", "recovery_codes_left": 10}
    assert not any(each in json.dumps(taken) for each in (factor.salt, phone_app.secret, *phone_app.recovery))
