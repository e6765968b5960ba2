"""Axe finds nothing wrong, on any page, by day and by night."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import complaints
from tests.browser.cast import Cast
from tests.browser.person import FINGER, LAPTOP, PHONE, Person

MORE_OF_ONES_OWN = ("/users/profile/tokens", "/users/profile/second-factor")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def is_fine(person: Person, *but_for: str) -> None:
    for size in (PHONE, LAPTOP):
        person.page.set_viewport_size(size)
        for scheme in SCHEMES:
            person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert complaints(person.page, *but_for) == [], (person.page.url, scheme, size)


def test_axe_can_complain(cast: Cast, site: str) -> None:
    alice = cast.somebody("alice", site)
    alice.goes("/users/login")
    alice.page.get_by_label("Username").evaluate("box => box.labels[0].remove()")
    assert "label" in {rule for rule, *_ in complaints(alice.page)}


@pytest.fixture(params=["en-GB", "ru-RU"])
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_pages_of_a_stranger(cast: Cast, site: str, locale: str) -> None:
    alice = cast.somebody("alice", site, locale=locale)
    alice.watch.excuse("404")
    for path in ("/users/login", "/users/register", "/nowhere"):
        alice.goes(path)
        is_fine(alice)


def test_the_pages_of_ones_own(cast: Cast, site: str, locale: str) -> None:
    alice = cast.person("alice", site, locale=locale)
    cast.person("bob", site)
    for path in ("/users/", "/users/?q=nobody-has-this-name", "/users/profile", *MORE_OF_ONES_OWN):
        alice.goes(path)
        is_fine(alice)


def test_a_conversation_with_what_was_said_refused_and_not_sent(cast: Cast, site: str, locale: str) -> None:
    alice, bob = cast.person("alice", site, locale=locale), cast.person("bob", site)
    bob.posts(bob.address_of(alice), body="On my way: https://example.org/map")
    alice.goes(alice.address_of(bob))
    expect(alice.page.locator(".state--live")).to_be_visible()
    alice.says("Where are you?")
    expect(alice.messages).to_have_count(2)
    is_fine(alice)
    alice.composer.locator("[name=body]").last.evaluate("box => box.removeAttribute('pattern')")
    alice.says("  ")
    expect(alice.composer.get_by_role("alert")).to_be_visible()
    is_fine(alice)
    alice.page.locator("[popovertarget=menu]").last.click()
    expect(alice.page.locator("#menu")).to_be_visible()
    is_fine(alice)


def hold_still(route: Route) -> None:
    """What looks at a page takes seconds on a busy machine, and needs the page that it began with."""
    answer = route.fetch()
    route.fulfill(
        response=answer, body=answer.text().replace('"refresh" content="5"', '"refresh" content="500"')
    )


def test_the_log_for_whoever_has_no_script(cast: Cast, site: str, locale: str) -> None:
    """That it loads itself again is what it is for, and it can be paused (WCAG 2.2.2)."""
    alice, bob = cast.person("alice", site, locale=locale, has_touch=True), cast.person("bob", site)
    log = alice.address_of(bob).replace("/chat", "/chat/log")
    alice.page.route(re.compile(r"/chat/log\?"), hold_still)
    for empty in (True, False):
        alice.goes(log)
        is_fine(alice, "meta-refresh")
        alice.goes(f"{log}&still=")
        is_fine(alice)
        if empty:
            alice.posts(alice.address_of(bob), body="Where are you?")
            bob.posts(bob.address_of(alice), body="On my way: https://example.org/map")
    for link in alice.page.get_by_role("banner").get_by_role("link").all():
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= FINGER
    alice.page.get_by_title("Delete").or_(alice.page.get_by_title("Удалить")).click()
    is_fine(alice)
    alice.page.context.clear_cookies()
    alice.goes(log)
    is_fine(alice)


def test_a_conversation_in_which_one_has_blocked_the_other(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    _, _, alice_id = bob.address_of(alice).partition("=")
    bob.posts(f"/users/{alice_id}/block")
    expect(alice.page.locator("#standing")).to_contain_text("has blocked you")
    is_fine(alice)
    is_fine(bob)
