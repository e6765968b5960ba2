"""Somebody deletes their account while others have a page open with them."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.network import Network
from tests.browser.person import Person
from tests.browser.watch import LEFT_AT_ONCE
from tests.conftest import PASSWORD
from tests.servers import Felchat


def deletes_the_account(person: Person) -> None:
    """Sooner after the page has opened than anybody could: it is about to say how far it was read."""
    person.watch.excuse(LEFT_AT_ONCE)
    person.posts("/users/profile", action="delete", closing_password=PASSWORD)


def test_every_open_page_is_told_at_once_and_mallorys_is_not(cast: Cast, lasting: Felchat) -> None:
    alice, bob = cast.pair(lasting.url)
    mallory = cast.person("mallory", lasting.url)
    mallory.opens(bob)
    bobs_other_tab = bob.tab()
    bobs_other_tab.opens(alice)
    cast.excuse("404.*/chat/composer")  # the next box of a tab that has just opened
    deletes_the_account(alice)
    for tab in (bob, bobs_other_tab):
        expect(tab.page.locator("#standing")).to_contain_text(f"{alice.name} is not here any more.")
        expect(tab.page.locator(".conversation__block")).to_be_hidden()
    mallory.says("Still here")
    mallory.sees("Still here")
    expect(mallory.page.locator("#standing")).to_be_empty()


def test_a_message_to_who_has_gone_is_kept_with_its_reason(cast: Cast, lasting: Felchat) -> None:
    alice, bob = cast.pair(lasting.url)
    deletes_the_account(alice)
    expect(bob.page.locator("#standing")).to_contain_text("not here any more")
    cast.excuse("404.*/chat/(composer|mended|draft)")  # there is nobody to write on to
    bob.page.locator("#standing").evaluate("each => each.replaceChildren()")
    bob.text.focus()
    bob.says("Through a page that does not know")
    expect(bob.composer.get_by_role("alert")).to_contain_text("there is no such person any more")
    expect(bob.texts.first).to_have_value("Through a page that does not know")


def test_without_javascript_the_text_comes_back_too(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site)
    bob = cast.person("bob", site, java_script_enabled=False)
    bob.goes(bob.address_of(alice))
    deletes_the_account(alice)
    cast.excuse("404")
    bob.text.fill("Dear alice")
    bob.text.press("Enter")
    expect(bob.page.get_by_text("Not sent: there is no such person any more.")).to_be_visible()
    expect(bob.page.get_by_label("Your message")).to_have_value("Dear alice")


def test_who_leaves_no_trace_is_told_so_however_slow_the_way(cast: Cast, network: Network) -> None:
    """Their own page hears that they are signed out, too, while it is on its way."""
    alice = cast.person("alice", network.url)
    alice.goes("/users/profile")
    other_tab = alice.tab()
    other_tab.goes("/users/")
    alice.page.bring_to_front()
    alice.page.get_by_text("Leave no trace").last.click()
    network.delay = 0.2
    alice.page.get_by_role("button", name="Wipe everything and sign out").click()
    for tab in (other_tab, alice):
        expect(tab.page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(alice.page.get_by_text("Your conversations are wiped")).to_be_visible()
