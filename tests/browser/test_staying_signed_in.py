"""Staying signed in: when the browser is closed by choice, and in one's own tabs through a new password."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.test_profile import PROFILE, device_of
from tests.browser.watch import LEFT_AT_ONCE
from tests.conftest import PASSWORD

NEW = "a wholly different horse"


def test_a_new_password_leaves_ones_own_tabs_live_and_signs_others_out(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    laptop, profile = device_of(alice, cast), alice.tab()
    alice.opens(bob)
    alice.mark()
    laptop.opens(bob)
    profile.goes(PROFILE)
    changing = profile.page.get_by_role("region", name="Password")
    changing.get_by_label("Current password").fill(PASSWORD)
    changing.get_by_label("New password").fill(NEW)
    laptop.watch.excuse(LEFT_AT_ONCE)
    changing.get_by_role("button").click()
    expect(changing.get_by_role("status")).to_contain_text("Your password is changed")
    expect(laptop.state).to_contain_text("Signed out")
    alice.is_live()
    alice.says("still here")
    bob.opens(alice)
    bob.sees("still here")
    assert alice.was_not_loaded_again()


def test_the_cookie_is_kept_where_the_box_is_ticked(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site)
    for ticked in (True, False):
        alice.goes("/users/login")
        alice.page.get_by_label("Username").fill(alice.name)
        alice.page.get_by_label("Password").fill(PASSWORD)
        alice.page.get_by_label("Keep me signed in").set_checked(ticked)
        alice.page.get_by_role("button", name="Sign in").click()
        alice.page.wait_for_url("**/users/")
        (cookie,) = alice.page.context.cookies()
        assert (cookie["expires"] > 0) is ticked
