"""One's own profile: what it shows, and every change to it by a plain form and by htmx."""

import pytest
from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account, InvalidCredentials
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import HTMX, Browser, Manner, parsed, text_of
from tests.unit.calling import Program
from tests.unit.profile_forms import ANOTHER, DARK, EMAIL, NEW_PASSWORD, PROFILE, done


def test_the_profile_shows_ones_own_account_and_nobody_elses(alices: Browser, bob: Account) -> None:
    page = alices.get(PROFILE).text
    assert "alice@example.org" in page
    assert "2026-11-23" in page
    assert bob.email not in page


@pytest.mark.parametrize("path", ["/users/", "/nope", PROFILE])
def test_every_page_of_ones_own_leads_to_the_profile(alices: Browser, path: str) -> None:
    link = parsed(alices.get(path).text).find(f".//header//a[@href='{PROFILE}']")
    assert (link is None) == (path == "/nope"), "an error asks nobody who is signed in"
    assert link is None or text_of(link) == "alice"


def test_the_address_is_changed(alices: Browser, services: Services, manner: Manner) -> None:
    said = done(alices, alices.submit(PROFILE, manner, **EMAIL), manner)
    assert said == "Your address is changed."
    assert "anna@example.org" in alices.get(PROFILE).text
    assert services.accounts.find("alice").email == "anna@example.org"
    assert alices.is_signed_in()


def test_a_new_password_signs_out_everywhere_else(
    alices: Browser, phone: Browser, bobs: Browser, services: Services, manner: Manner
) -> None:
    said = done(alices, alices.submit(PROFILE, manner, **NEW_PASSWORD), manner)
    assert "Your password is changed" in said
    assert services.accounts.recognise("alice", ANOTHER)
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("alice", PASSWORD)
    assert (alices.is_signed_in(), phone.is_signed_in(), bobs.is_signed_in()) == (True, False, True)


def test_a_new_password_leaves_tokens_as_they_are_and_the_page_says_so(
    app: Flask, alices: Browser, services: Services, alice: Account, manner: Manner
) -> None:
    program = Program(app, services.tokens.make(alice.id, "program", Scope.READ))
    panel = parsed(alices.get(PROFILE).text).find(".//section[@aria-labelledby='password-title']")
    assert "Tokens of your programs go on working" in text_of(panel)
    assert [each.get("href") for each in panel.iterfind(".//a")] == [f"{PROFILE}/tokens"]
    done(alices, alices.submit(PROFILE, manner, **NEW_PASSWORD), manner)
    assert program.is_known()


def test_a_theme_is_on_every_page_that_asks_for_a_sign_in(
    alices: Browser, phone: Browser, bobs: Browser, manner: Manner
) -> None:
    assert done(alices, alices.submit(PROFILE, manner, **DARK), manner) == "Saved."
    for browser, theme in ((alices, "dark"), (phone, "dark"), (bobs, "auto")):
        for path in ("/users/", PROFILE):
            assert parsed(browser.get(path).text).get("data-theme") == theme
    page = parsed(alices.get(PROFILE).text)
    chosen = [each.get("value") for each in page.iter("input") if each.get("checked") is not None]
    assert chosen[:2] == ["auto", "dark"]
    assert parsed(alices.get("/chat?user=x").text).get("data-theme") == "dark"
    assert parsed(alices.get("/nope").text).get("data-theme") == "auto"


def test_what_is_said_is_said_once(alices: Browser) -> None:
    answer = alices.submit(PROFILE, **EMAIL)
    assert "is changed" in alices.get(answer.headers["Location"]).text
    assert "is changed" not in alices.get(PROFILE).text


def test_htmx_gets_the_section_alone(alices: Browser) -> None:
    answer = alices.submit(PROFILE, HTMX, **DARK)
    assert [text_of(each) for each in parsed(answer.text).iter("h2")] == ["Language, looks and habits"]
