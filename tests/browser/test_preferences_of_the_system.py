"""What the system asks for is heeded: less motion, more contrast, colours of its own, and paper."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, Person
from tests.browser.test_looks import CONTRASTS, READABLE

FAR_APART = 7
"""WCAG 2.2, success criterion 1.4.6."""
TRANSITIONS = """[...document.querySelectorAll('*')].map(each => getComputedStyle(each).transitionDuration)
    .flatMap(each => each.split(', ')).map(parseFloat)"""


def token(page: Page, name: str) -> str:
    return str(
        page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name)", name)
    )


def border_of(person: Person, body: str) -> str:
    return str(person.article(body).evaluate("each => getComputedStyle(each).borderInlineEndWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_given_to_whom_wants_it(
    cast: Cast, site: str, scheme: Literal["light", "dark"]
) -> None:
    alice, bob = cast.pair(site)
    bob.says("Can you read this?")
    alice.sees("Can you read this?")
    for page in (alice.address_of(bob), "/users/", "/users/profile"):
        alice.goes(page)
        alice.page.emulate_media(color_scheme=scheme, contrast="no-preference")
        contrasts = [each[1] for each in alice.page.evaluate(CONTRASTS)]
        assert min(contrasts) >= READABLE
        alice.page.emulate_media(color_scheme=scheme, contrast="more")
        for name, contrast in alice.page.evaluate(CONTRASTS):
            assert contrast >= FAR_APART, (page, name)


def test_who_wants_less_motion_sees_no_transitions(cast: Cast, site: str) -> None:
    alice, _ = cast.pair(site)
    assert max(alice.page.evaluate(TRANSITIONS)) > 0.05
    alice.page.emulate_media(reduced_motion="reduce")
    assert max(alice.page.evaluate(TRANSITIONS)) <= 0.001


def test_where_the_system_chooses_the_colours_shapes_tell_what_they_told(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.says("Mine")
    bob.sees("Mine")
    bob.says("Yours")
    bob.sees("Mine", "Yours")
    here = bob.page.get_by_role("listitem").filter(has_text=alice.name)
    assert here.evaluate("row => getComputedStyle(row).outlineStyle") == "none"
    bob.page.emulate_media(forced_colors="active")
    assert border_of(bob, "Yours") > border_of(bob, "Mine") > "0px"
    assert here.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"


def test_a_conversation_on_paper_is_who_it_was_with_and_what_was_said(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site, viewport=LAPTOP)
    bob = cast.person("bob", site)
    alice.opens(bob)
    for each in range(12):
        alice.says(f"Line {each}")
        expect(alice.messages).to_have_count(each + 1)
    alice.page.set_viewport_size({"width": 1100, "height": 300})
    alice.page.emulate_media(media="print", color_scheme="dark")
    expect(alice.page.get_by_role("heading", level=1)).to_have_text(bob.name)
    expect(alice.bodies.first).to_be_visible()
    for gone in (
        alice.composer,
        alice.page.get_by_role("banner"),
        alice.page.get_by_role("navigation", name="People"),
    ):
        expect(gone).to_be_hidden()
    assert alice.log.evaluate("log => log.scrollHeight <= log.clientHeight"), "it is cut off"
    assert token(alice.page, "color-scheme") == "light"
