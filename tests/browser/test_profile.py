"""One's own profile in a browser: looks, devices, and leaving for good."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, Person
from tests.browser.test_looks import look
from tests.browser.watch import LEFT_AT_ONCE
from tests.conftest import PASSWORD

PROFILE = "/users/profile"
SHOWN = "getComputedStyle(document.documentElement).backgroundColor"


def device_of(person: Person, cast: Cast) -> Person:
    """Another browser of the same person, signed in."""
    device = cast.somebody("device", person.site, viewport=LAPTOP)
    device.name = person.name
    device.posts("/users/login", username=person.name, password=PASSWORD)
    return device


def section(person: Person, name: str) -> Locator:
    return person.page.get_by_role("region", name=name)


@pytest.mark.parametrize("scripted", [True, False], ids=["htmx", "plain"])
def test_a_theme_shows_when_it_is_chosen_and_stays(cast: Cast, site: str, scripted: bool) -> None:
    alice = cast.person("alice", site, java_script_enabled=scripted)
    alice.page.emulate_media(color_scheme="light")
    alice.goes(PROFILE)
    light = alice.page.evaluate(SHOWN)
    alice.page.get_by_label("Dark").check()
    dark = alice.page.evaluate(SHOWN)
    assert dark != light
    section(alice, "Language, looks and habits").get_by_role("button", name="Save").click()
    expect(alice.page.get_by_role("status")).to_have_text("Saved.")
    expect(alice.page.get_by_role("status")).to_be_focused()
    assert alice.page.evaluate(SHOWN) == dark
    alice.goes("/users/")
    assert alice.page.evaluate(SHOWN) == dark
    alice.goes(PROFILE)
    alice.page.get_by_label("As the device has it").check()
    assert alice.page.evaluate(SHOWN) == light


def test_a_revoked_device_is_told_and_this_one_talks_on(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    laptop = device_of(alice, cast)
    laptop.opens(bob)
    profile = alice.tab()
    profile.goes(PROFILE)
    devices = profile.page.get_by_role("listitem")
    expect(devices).to_have_count(2)
    laptop.watch.excuse(LEFT_AT_ONCE)
    devices.filter(has_not_text="This one").get_by_role("button", name="Sign out").click()
    expect(devices).to_have_count(1)
    expect(laptop.state).to_contain_text("Signed out")
    alice.says("Still here")
    bob.sees("Still here")
    laptop.sees()
    laptop.page.wait_for_timeout(2_500)  # what it has read would be said up to 2 s later, to nobody


def test_who_deletes_the_account_is_gone_everywhere(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    cast.excuse("422")
    profile = alice.tab()
    profile.goes(PROFILE)
    profile.mark()
    closing = profile.page.get_by_role("region", name="Your data")
    password = closing.get_by_label("Current password")
    expect(password).to_be_hidden()
    closing.get_by_text("Delete my account", exact=True).click()
    password.fill("not the password")
    password.press("Enter")
    expect(password).to_have_accessible_description("This is not your password.")
    expect(password).to_be_focused()
    assert profile.was_not_loaded_again()
    password.fill(PASSWORD)
    closing.get_by_role("button", name="for good").click()
    expect(profile.page.get_by_role("status")).to_contain_text("Your account is deleted")
    expect(alice.state).to_contain_text("Signed out")
    bob.goes("/users/")
    expect(bob.page.get_by_role("link", name=alice.name)).to_have_count(0)
    alice.registers()


def test_the_profile_can_be_read_and_does_not_scroll_sideways(cast: Cast, site: str) -> None:
    alice = cast.person("alice-whose-name-is-long", site)
    device_of(alice, cast)
    alice.watch.excuse("422")
    alice.goes(PROFILE)
    page = alice.page
    email = section(alice, "E-mail")
    email.get_by_label("New e-mail").fill("anna@nowhere")
    email.get_by_label("Current password").fill(PASSWORD)
    email.get_by_role("button").click()
    expect(email.get_by_label("New e-mail")).to_be_focused()
    expect(email.get_by_label("New e-mail")).to_have_value("anna@nowhere")
    section(alice, "Language, looks and habits").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.get_by_text("Delete my account", exact=True).click()
    look(alice)
    page.set_viewport_size({"width": 320, "height": 640})
    name = page.get_by_role("banner").get_by_role("link", name=alice.name)
    box, header = name.bounding_box(), page.get_by_role("banner").bounding_box()
    assert box
    assert header
    assert box["width"] > 44
    assert header["height"] < 64, "the header takes a second line"
