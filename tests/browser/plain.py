"""What somebody does and sees who has no JavaScript."""

from playwright.sync_api import FrameLocator, expect

from tests.browser.person import Person


def sees(alice: Person, *bodies: str) -> None:
    """In the frame, which stands where the log would; it looks for itself."""
    expect(frame_of(alice).locator(".message__body")).to_have_text(list(bodies))


def frame_of(alice: Person) -> FrameLocator:
    return alice.page.frame_locator("iframe[title=Messages]")


def says(alice: Person, text: str) -> None:
    alice.text.fill(text)
    alice.send_button.click()


def chooses(alice: Person, summary: str, button: str) -> None:
    """What the conversation's menu offers, and asks about."""
    alice.page.get_by_role("button", name="More").last.click()
    menu = alice.page.locator("#menu")
    menu.locator("summary", has_text=summary).click()
    menu.get_by_role("button", name=button).click()
