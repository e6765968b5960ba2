"""What takes longer than a moment shows that it goes on, and what is quick does not flicker."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.network import Network
from tests.browser.person import Person
from tests.conftest import PASSWORD
from tests.servers import wait_until

SHOWN = """() => {
    const {content, visibility} = getComputedStyle(document.body, "::before")
    return content !== "none" && visibility === "visible"
}"""
SEEN = """() => {
    window.seen = false
    const look = () => { window.seen ||= (%s)(); requestAnimationFrame(look) }
    look()
}"""


def shows_progress(person: Person) -> bool:
    return bool(person.page.evaluate(SHOWN))


def test_a_search_and_a_form_on_a_slow_way_show_that_they_go_on(cast: Cast, network: Network) -> None:
    alice = cast.person("alice", network.url)
    alice.watch.excuse("422")
    alice.goes("/users/")
    network.delay = 1
    alice.page.get_by_role("searchbox").fill(alice.name)
    wait_until(lambda: shows_progress(alice), "the search shows that it goes on")
    expect(alice.page.get_by_text("Nobody has a name that begins so.")).to_be_visible()
    assert not shows_progress(alice)

    network.delay = 0
    alice.context.clear_cookies()
    alice.goes("/users/login")
    network.delay = 1
    alice.page.get_by_label("Username").fill(alice.name)
    alice.page.get_by_label("Password").fill(f"not {PASSWORD}")
    button = alice.page.get_by_role("button", name="Sign in")
    button.click()
    expect(button).to_be_disabled()
    wait_until(lambda: shows_progress(alice), "the form shows that it goes on")
    expect(alice.page.get_by_text("The username or the password is wrong")).to_be_visible()
    expect(button).to_be_enabled()
    assert not shows_progress(alice)


def test_what_is_quick_and_what_saves_itself_shows_nothing(cast: Cast, site: str) -> None:
    alice, _ = cast.pair(site)
    alice.page.evaluate(SEEN % SHOWN)
    with alice.page.expect_response(lambda answer: "/chat/draft" in answer.url):
        alice.types("Saved by the way")
    assert alice.page.evaluate("window.seen") is False
