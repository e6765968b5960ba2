"""Registering and signing in on a page: problems stand beside their fields, without a load of the page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import Person
from tests.conftest import PASSWORD


@pytest.fixture
def alice(cast: Cast, site: str) -> Person:
    alice = cast.somebody("alice", site)
    alice.watch.excuse("422")
    return alice


def fill_in(person: Person, username: str, email: str, password: str) -> None:
    person.page.get_by_label("Username").fill(username)
    person.page.get_by_label("E-mail").fill(email)
    person.page.get_by_label("Password").fill(password)
    person.page.get_by_role("button", name="Register").click()


def test_problems_of_registering_stand_beside_their_fields(alice: Person) -> None:
    alice.goes("/users/register")
    alice.mark()
    address = alice.page.url
    page = alice.page

    fill_in(alice, "a", "alice@nowhere", "short")
    for label, problem in (("Username", "3 to 32"), ("E-mail", "e-mail address"), ("Password", "8 to 128")):
        expect(page.get_by_label(label)).to_have_accessible_description(re.compile(problem))
        expect(page.get_by_label(label)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Username")).to_be_focused()
    expect(page.get_by_label("Username")).to_have_value("a")
    expect(page.get_by_label("Password")).to_have_value("")

    fill_in(alice, alice.name, "alice@nowhere", PASSWORD)
    expect(page.get_by_label("E-mail")).to_be_focused()
    expect(page.get_by_label("Username")).not_to_have_attribute("aria-invalid", "true")

    fill_in(alice, alice.name, f"{alice.name}@example.org", "password")
    expect(page.get_by_label("Password")).to_be_focused()
    assert page.url == address
    assert alice.was_not_loaded_again()
    expect(page.get_by_role("banner")).to_have_count(1)

    fill_in(alice, alice.name, f"{alice.name}@example.org", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("People")


def test_a_wrong_password_is_told_and_the_name_kept(alice: Person) -> None:
    alice.registers()
    alice.context.clear_cookies()
    alice.goes("/users/login")
    alice.mark()
    alice.page.get_by_label("Username").fill(alice.name)
    alice.page.get_by_label("Password").fill("not the password")
    alice.page.keyboard.press("Enter")
    expect(alice.page.get_by_text("The username or the password is wrong")).to_be_visible()
    expect(alice.page.get_by_label("Username")).to_have_value(alice.name)
    expect(alice.page.get_by_label("Password")).to_be_focused()
    expect(alice.page.get_by_label("Password")).to_have_value("")
    assert alice.was_not_loaded_again()
    alice.says(PASSWORD)
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("People")
