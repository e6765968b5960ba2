"""Axe finds nothing wrong, on any page, by day and by night."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.axe import complaints
from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, PHONE, Person

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def is_fine(person: Person) -> None:
    for size in (PHONE, LAPTOP):
        person.page.set_viewport_size(size)
        for scheme in SCHEMES:
            person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert complaints(person.page) == [], (person.page.url, scheme, size)


def test_axe_can_complain(cast: Cast, site: str) -> None:
    alice = cast.somebody("alice", site)
    alice.goes("/users/login")
    alice.page.get_by_label("Username").evaluate("box => box.labels[0].remove()")
    assert "label" in {rule for rule, *_ in complaints(alice.page)}


@pytest.mark.parametrize("path", ["/users/login", "/users/register"])
def test_the_pages_of_a_stranger(cast: Cast, site: str, path: str) -> None:
    alice = cast.somebody("alice", site)
    alice.goes(path)
    is_fine(alice)


@pytest.mark.parametrize(
    "path", ["/users/", "/users/?q=nobody-has-this-name", "/users/profile", "/users/profile/tokens"]
)
def test_the_pages_of_ones_own(cast: Cast, site: str, path: str) -> None:
    alice = cast.person("alice", site)
    cast.person("bob", site)
    alice.goes(path)
    is_fine(alice)


def test_an_error(cast: Cast, site: str) -> None:
    alice = cast.somebody("alice", site)
    alice.watch.excuse("404")
    alice.goes("/nowhere")
    is_fine(alice)


def test_a_conversation_with_what_was_said_refused_and_not_sent(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.says("Where are you?")
    bob.says("On my way: https://example.org/map")
    expect(alice.messages).to_have_count(2)
    is_fine(alice)
    alice.text.evaluate("box => box.removeAttribute('pattern')")
    alice.says("  ")
    expect(alice.composer.get_by_role("alert")).to_be_visible()
    is_fine(alice)


def test_a_conversation_in_which_one_has_blocked_the_other(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    _, _, alice_id = bob.address_of(alice).partition("=")
    bob.posts(f"/users/{alice_id}/block")
    expect(alice.page.locator("#standing")).to_contain_text("has blocked you")
    is_fine(alice)
    is_fine(bob)
