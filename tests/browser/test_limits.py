"""The limits as people meet them: in words, with the time to wait, and with nothing lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.conftest import Start
from tests.browser.person import PHONE, Person, wait_for_composers
from tests.servers import wait_until

QUICK = [*"abcdefghijklmnopqrstuvwxyzabcd"]
"""Three bursts, since meanwhile two more are allowed each second, and a busy machine types slowly."""
REMEMBER_ALERTS = """composer => {
    window.told = []
    const tell = () => composer.querySelectorAll("[role=alert]").forEach(each => told.push(each.innerText))
    new MutationObserver(tell).observe(composer, {childList: true, subtree: true, characterData: true})
}"""
"""What a message is told that waits half a second is gone before a busy test looks."""


@pytest.fixture
def limited(start: Start) -> Iterator[str]:
    """The address of a Felchat with its limits on; of its own, since all tests come from one address."""
    with start(RATELIMIT_ENABLED="true") as server:
        yield server.url


def test_what_alice_says_too_quickly_waits_and_reaches_bob_in_order_and_once(
    cast: Cast, limited: str
) -> None:
    alice, bob = cast.pair(limited)
    mallory = cast.person("mallory", limited)
    mallory.opens(bob)
    alice.turns_to_it()
    wait_for_composers(alice)
    alice.composer.evaluate(REMEMBER_ALERTS)
    for text in QUICK:
        alice.says(text, ms_a_key=20)
    wait_until(lambda: heard(bob) == "".join(QUICK), "bob reads all of it in order and once")
    assert bob.bodies.count() > 12  # typing that quick may move the border between two messages
    alice.sees(*bob.bodies.all_text_contents())
    alice.has_nothing_pending()
    expect(alice.composer.get_by_role("alert")).to_have_count(0)
    assert any("kept here and sent in 1 second" in each for each in alice.page.evaluate("told"))
    mallory.sees()


def heard(person: Person) -> str:
    return "".join(person.bodies.all_text_contents())


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_who_tries_a_password_too_often_is_told_how_long_to_wait_and_keeps_the_name(
    cast: Cast, limited: str, scripted: bool
) -> None:
    mallory = cast.somebody("mallory", limited, viewport=PHONE, java_script_enabled=scripted)
    cast.excuse("status of 4(22|29)")
    mallory.goes("/users/login")
    password = mallory.page.get_by_label("Password")
    mallory.page.get_by_label("Username").fill("alice")
    for _ in range(6):
        password.fill("wrong horse battery")
        with mallory.page.expect_response("**/users/login") as answer:
            password.press("Enter")
        answer.value.finished()
        expect(password).to_have_value("")
    assert answer.value.status == 429
    assert 0 < int(answer.value.headers["retry-after"]) <= 60
    expect(password).to_have_accessible_description(re.compile(r"Wait \d\d seconds, then try again\."))
    expect(mallory.page.get_by_label("Username")).to_have_value("alice")
