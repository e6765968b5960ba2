"""No mouse: everything from signing in to a sent message goes by keyboard, and the focus shows."""

from playwright.sync_api import Page, expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP
from tests.conftest import PASSWORD

FOCUS = """() => {
    const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement)
    const {top, bottom, width} = document.activeElement.getBoundingClientRect()
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
    const inView = width > 1 && bottom > 0 && top < innerHeight
    return [document.activeElement.textContent.trim(), outlined && inView]
}"""


def tab_to(page: Page, text: str, at_most: int = 8) -> None:
    """Press Tab until what has the focus says that; wherever it rests on the way, it shows."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        found, shows = page.evaluate(FOCUS)
        assert shows, f"the focus on {found!r} cannot be seen"
        if text in found:
            return
    raise AssertionError(f"{text!r} is not among the first {at_most} stops")


def test_from_signing_in_to_a_sent_message(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site, viewport=LAPTOP)
    bob = cast.person("bob", site)
    bob.opens(alice)
    alice.context.clear_cookies()
    page = alice.page
    alice.goes("/users/login")
    expect(page.get_by_label("Username")).to_be_focused()
    alice.types(alice.name)
    page.keyboard.press("Tab")
    alice.types(PASSWORD)
    tab_to(page, "Sign in", 2)  # past what remembers
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    tab_to(page, "Skip to the content", 1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, bob.name)
    page.keyboard.press("Enter")

    alice.is_live()
    expect(alice.text).to_be_focused()
    alice.says("By keyboard")
    for each in (alice, bob):
        each.sees("By keyboard")
    alice.has_nothing_pending()
    page.keyboard.press("Shift+Tab")  # onto what can be done with the message
    page.keyboard.press("Shift+Tab")
    expect(alice.log).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(alice.send_button).to_be_focused()
