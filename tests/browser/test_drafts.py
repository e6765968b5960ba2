"""What was typed and not sent: it waits in the composer, wherever its writer comes back to it."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import Person

SAVES = "/chat/draft?"


def saves_of(person: Person) -> int:
    return sum(SAVES in url for url in person.watch.requests)


def test_a_reload_keeps_what_was_typed_and_the_writing_goes_on_behind_it(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    with alice.page.expect_response(f"**{SAVES}*"):
        alice.types("Not done")
    alice.page.reload()
    alice.is_live()
    expect(alice.text).to_have_value("Not done")
    expect(alice.text).to_be_focused()
    alice.says(" yet")
    for each in (alice, bob):
        each.sees("Not done yet")
    alice.has_nothing_pending()
    alice.page.reload()
    alice.is_live()
    alice.has_nothing_pending()
