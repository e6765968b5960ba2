"""Alice reads Russian and bob English; what they say to each other is nobody's business but theirs."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.cast import Cast
from tests.browser.network import Network
from tests.browser.person import LAPTOP, Person, Tab
from tests.browser.watch import SERVER_AWAY

PROFILE = "/users/profile"


def alice_in_russian_and_bob_in_english(
    cast: Cast, site: str, site_of_the_other: str
) -> tuple[Person, Person]:
    alice = cast.person("alice", site, locale="ru-RU")
    bob = cast.person("bob", site_of_the_other, viewport=LAPTOP, locale="en-GB")
    alice.goes(alice.address_of(bob))
    bob.opens(alice)
    expect(state(alice)).to_have_text("На связи")
    return alice, bob


def state(tab: Tab) -> Locator:
    return tab.page.locator("#connection")


def box(tab: Tab) -> Locator:
    return tab.composer.get_by_role("textbox").last


def test_each_reads_their_own_language_in_one_conversation(cast: Cast, site: str) -> None:
    alice, bob = alice_in_russian_and_bob_in_english(cast, site, site)
    for each, language in ((alice, "ru"), (bob, "en")):
        expect(each.page.locator("html")).to_have_attribute("lang", language)
    expect(box(alice)).to_have_accessible_name("Сообщение")
    alice.says("Hello, bob")
    bob.sees("Hello, bob")
    alice.sees("Hello, bob")
    expect(alice.messages.first).to_contain_text("Вы")
    bob.says("Привет")
    alice.sees("Hello, bob", "Привет")
    bob.sees("Hello, bob", "Привет")
    expect(bob.messages.last).to_contain_text("You")


def test_each_is_refused_in_their_own_language(cast: Cast, site: str) -> None:
    alice, bob = alice_in_russian_and_bob_in_english(cast, site, site)
    box(alice).fill("x" * 1001)
    alice.page.keyboard.press("Enter")
    expect(alice.composer.get_by_role("alert")).to_contain_text("не больше 1\N{NO-BREAK SPACE}000 символов")
    bob.text.fill("x" * 1001)
    bob.page.keyboard.press("Enter")
    expect(bob.composer.get_by_role("alert")).to_contain_text("at most 1,000 characters")
    alice.posts(f"/users/{bob_of(alice)}/block")
    expect(alice.page.locator("#standing")).to_contain_text(f"Вы заблокировали {bob.name}.")
    expect(bob.page.locator("#standing")).to_contain_text(f"{alice.name} has blocked you.")


def bob_of(alice: Person) -> str:
    return alice.page.url.rpartition("=")[2]


def test_a_lost_connection_is_called_so_in_the_language_of_the_page(cast: Cast, network: Network) -> None:
    alice, bob = alice_in_russian_and_bob_in_english(cast, network.url, network.url)
    cast.excuse(*SERVER_AWAY)
    network.down = True
    network.cut()
    expect(state(alice)).to_contain_text("Связь восстанавливается…")
    expect(state(bob)).to_contain_text("Reconnecting…")
    alice.says("Still here")
    expect(alice.composer).to_contain_text("Отправляется…")
    network.down = False
    expect(state(alice)).to_have_text("На связи")
    bob.is_live()
    bob.sees("Still here")


def test_alice_reads_by_her_clock_what_comes_while_she_reads(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.posts(PROFILE, action="preferences", zone="Asia/Kolkata")
    alice.opens(bob)
    bob.says("What time is it?")
    hers = alice.article("What time is it?").locator("time")
    expect(hers).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(hers).to_have_attribute("title", re.compile(r"UTC\+05:30$"))
    expect(bob.article("What time is it?").locator("time")).to_have_text(re.compile(r"^\d\d:\d\d UTC$"))


def test_a_language_counts_for_pages_that_are_loaded_once_it_is_chosen(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    cast.excuse(*SERVER_AWAY)
    settings = alice.tab()
    settings.goes(PROFILE)
    settings.page.get_by_label("Русский").check()
    settings.page.get_by_role("region", name="Language, looks and habits").get_by_role(
        "button", name="Save"
    ).click()
    expect(settings.page.get_by_role("status")).to_have_text("Сохранено.")
    expect(settings.page.locator("html")).to_have_attribute("lang", "ru")
    with alice.page.expect_websocket():  # it is gone for a third of a second only
        network.cut()
    alice.is_live()
    alice.turns_to_it()
    alice.says("In English still")
    bob.sees("In English still")
    expect(alice.text).to_have_accessible_name("Message")
    alice.page.reload()
    expect(state(alice)).to_have_text("На связи")
    alice.says("In Russian now")
    bob.sees("In English still", "In Russian now")
    expect(box(alice)).to_have_accessible_name("Сообщение")
    expect(alice.composer.get_by_label("Message", exact=True)).to_have_count(0)
