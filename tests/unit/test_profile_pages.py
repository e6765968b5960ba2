"""One's own profile: what it shows, and every change to it by a plain form and by htmx."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account, InvalidCredentials
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import HTMX, PLAIN, Browser, Manner, described_by, parsed, text_of
from tests.unit.calling import Program

PROFILE = "/users/profile"
ANOTHER = "a wholly different horse"
EMAIL = {"action": "email", "email": "anna@example.org", "email_password": PASSWORD}
NEW_PASSWORD = {"action": "password", "current_password": PASSWORD, "new_password": ANOTHER}
DARK = {"action": "preferences", "language": "ru", "theme": "dark"}
REFUSED = [
    (EMAIL | {"email_password": "wrong horse"}, "email_password", "not your password"),
    (EMAIL | {"email": "anna"}, "email", "not an e-mail address"),
    (EMAIL | {"email": "Bob@Example.org"}, "email", "with this address already"),
    (NEW_PASSWORD | {"current_password": "wrong horse"}, "current_password", "not your password"),
    (NEW_PASSWORD | {"new_password": "short"}, "new_password", "8 to 128"),
    (NEW_PASSWORD | {"new_password": "Password1"}, "new_password", "first that are guessed"),
    ({"action": "delete", "closing_password": "wrong horse"}, "closing_password", "not your password"),
    ({"action": "delete"}, "closing_password", "not your password"),
]
FORGED = [
    {},
    {"action": "promote"},
    DARK | {"theme": "pink"},
    DARK | {"language": "<b>"},
    {"action": "preferences"},
    {"action": "privacy"},
    {"action": "privacy", "shows_presence": "perhaps"},
    {"action": "preferences", "zone": "Mars/Olympus_Mons"},
    {"action": "preferences", "id": "2"},
]


def done(browser: Browser, answer: TestResponse, manner: Manner) -> str:
    """What is said after a change: the page that a plain form is sent on to, or the fragment."""
    if manner == PLAIN:
        assert answer.status_code == 303
        answer = browser.get(answer.headers["Location"])
    assert answer.status_code == 200
    assert ("<html" in answer.text) == (manner == PLAIN)
    said = parsed(answer.text).find(".//*[@role='status']")
    return text_of(said) if said is not None else ""


def test_the_profile_shows_ones_own_account_and_nobody_elses(alices: Browser, bob: Account) -> None:
    page = alices.get(PROFILE).text
    assert "alice@example.org" in page
    assert "2026-11-23" in page
    assert bob.email not in page


@pytest.mark.parametrize("path", ["/users/", "/nope", PROFILE])
def test_every_page_of_ones_own_leads_to_the_profile(alices: Browser, path: str) -> None:
    link = parsed(alices.get(path).text).find(f".//header/a[@href='{PROFILE}']")
    assert (link is None) == (path == "/nope"), "an error asks nobody who is signed in"
    assert link is None or text_of(link) == "alice"


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize(("form", "field", "said"), REFUSED, ids=lambda each: str(each)[:40])
def test_what_is_refused_is_said_beside_its_field(
    alices: Browser, manner: Manner, form: dict[str, str], field: str, said: str
) -> None:
    answer = alices.submit(PROFILE, manner, **form)
    fields = parsed(answer.text).findall(".//input")
    assert answer.status_code == 422
    assert said in described_by(parsed(answer.text), field)
    assert [each.get("name") for each in fields if each.get("aria-invalid")] == [field]
    assert [each.get("name") for each in fields if each.get("autofocus") is not None] == [field]


@pytest.mark.usefixtures("bob")
def test_what_is_refused_changes_nothing(
    alices: Browser, phone: Browser, services: Services, alice: Account
) -> None:
    for form, _, _ in REFUSED:
        alices.submit(PROFILE, **form)
    assert services.accounts.recognise("alice", PASSWORD) == alice
    assert phone.is_signed_in()


def test_a_refused_form_keeps_the_address_but_never_a_password(alices: Browser, manner: Manner) -> None:
    form = EMAIL | {"email": '<b>"anna', "email_password": "secret-sauce"}
    answer = alices.submit(PROFILE, manner, **form)
    assert parsed(answer.text).find(".//input[@name='email']").get("value") == '<b>"anna'
    assert "secret-sauce" not in answer.text + str(answer.headers)
    answer = alices.submit(PROFILE, manner, **NEW_PASSWORD | {"current_password": "secret-sauce"})
    assert "secret-sauce" not in answer.text
    assert ANOTHER not in answer.text


@pytest.mark.parametrize("form", FORGED, ids=str)
def test_a_form_that_no_page_has_is_refused(alices: Browser, manner: Manner, form: dict[str, str]) -> None:
    assert alices.submit(PROFILE, manner, **form).status_code == 400
    assert 'data-theme="auto"' in alices.get(PROFILE).text


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
    assert chosen[:2] == ["ru", "dark"]
    assert parsed(alices.get("/chat?user=x").text).get("data-theme") == "dark"
    assert parsed(alices.get("/nope").text).get("data-theme") == "auto"


def test_somebody_not_signed_in_changes_nothing(browser: Browser, alice: Account, services: Services) -> None:
    for form in (EMAIL, NEW_PASSWORD, DARK, {"action": "delete", "closing_password": PASSWORD}):
        assert browser.submit(PROFILE, **form).headers["Location"] == "/users/login"
    assert services.accounts.find("alice") == alice


def test_what_is_said_is_said_once(alices: Browser) -> None:
    answer = alices.submit(PROFILE, **EMAIL)
    assert "is changed" in alices.get(answer.headers["Location"]).text
    assert "is changed" not in alices.get(PROFILE).text


def test_htmx_gets_the_section_alone(alices: Browser) -> None:
    answer = alices.submit(PROFILE, HTMX, **DARK)
    assert [text_of(each) for each in parsed(answer.text).iter("h2")] == ["Language, looks and habits"]
