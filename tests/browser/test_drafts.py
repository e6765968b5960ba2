"""What was typed and not sent: it waits in the composer, wherever its writer comes back to it."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.drafts import comes_back_to, is_save, saved, saves
from tests.browser.person import LAPTOP
from tests.browser.test_blocks import blocks, standing
from tests.conftest import PASSWORD

PAUSE_MS = 1500
"""Milliseconds after which a save would have begun, if one were to."""


def test_a_reload_keeps_what_was_typed_and_the_writing_goes_on(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    with saved(alice):
        alice.types("Not done")
    alice.page.reload()
    comes_back_to(alice, "Not done")
    alice.text.press("End")
    alice.says(" yet")
    for each in (alice, bob):
        each.sees("Not done yet")
    alice.has_nothing_pending()
    alice.page.reload()
    comes_back_to(alice, "")


def test_each_conversation_keeps_its_own_and_leaving_by_a_link_saves_at_once(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    mallory = cast.person("mallory", site)
    alice.types("To bob")
    alice.page.get_by_role("link", name="People").click()
    alice.page.get_by_role("link", name=mallory.name).click()
    comes_back_to(alice, "")
    alice.types("To mallory")
    alice.page.get_by_role("link", name="People").click()
    alice.page.get_by_role("link", name=bob.name).click()
    comes_back_to(alice, "To bob")
    alice.opens(mallory)
    comes_back_to(alice, "To mallory")
    for each in (bob, mallory):
        each.opens(alice)
        comes_back_to(each, "")
        each.sees()


def test_it_waits_on_another_device_and_is_sent_from_there_for_both(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    phone = cast.somebody("alice on her phone", site)
    phone.posts("/users/login", username=alice.name, password=PASSWORD)
    with saved(alice):
        alice.types("Begun here")
    phone.opens(bob)
    comes_back_to(phone, "Begun here")
    phone.text.press("End")
    phone.says(", done there")
    bob.sees("Begun here, done there")
    alice.page.reload()
    comes_back_to(alice, "")


def test_emptying_the_box_is_remembered_too(cast: Cast, site: str) -> None:
    alice, _ = cast.pair(site)
    with saved(alice):
        alice.types("Never mind")
    alice.page.reload()
    comes_back_to(alice, "Never mind")
    with saved(alice):
        alice.text.fill("")
    alice.page.reload()
    comes_back_to(alice, "")


def test_writing_and_sending_saves_nothing_and_a_pause_saves_once(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    seen = saves(alice)
    said = ["One", "Two", "Three"]
    for text in said:
        alice.says(text, ms_a_key=20)
        alice.has_the_next_box()
    bob.sees(*said)
    alice.page.wait_for_timeout(PAUSE_MS)
    assert seen == []
    with saved(alice):
        alice.types("And a fourth", ms_a_key=40)
    alice.text.blur()
    alice.page.wait_for_timeout(PAUSE_MS)
    assert set(seen) == {"And a fourth"}


def test_what_cannot_be_sent_is_kept_as_a_draft(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    long = "\N{CJK UNIFIED IDEOGRAPH-4E2D}" * 20_000
    with saved(alice):
        alice.page.keyboard.insert_text(long)
        alice.page.keyboard.press("Enter")
    expect(alice.composer.get_by_role("alert")).to_contain_text("at most 1,000 characters")
    alice.page.reload()
    comes_back_to(alice, long)
    alice.text.fill("Short")
    alice.text.press("Enter")
    bob.sees("Short")
    alice.has_nothing_pending()


def test_a_block_hides_the_draft_and_it_waits(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    with saved(alice):
        alice.types("Wait for it")
    blocks(bob)
    expect(alice.text).to_be_hidden()
    alice.page.reload()
    alice.is_live()
    expect(alice.text).to_be_hidden()
    standing(bob).get_by_role("button", name="Unblock").click()
    expect(alice.text).to_be_visible()
    expect(alice.text).to_have_value("Wait for it")


def test_with_javascript_off_a_draft_is_shown_and_sent_all_the_same(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    plain = cast.somebody("alice without", site, java_script_enabled=False, viewport=LAPTOP)
    plain.posts("/users/login", username=alice.name, password=PASSWORD)
    with saved(alice):
        alice.types("Begun with it")
    plain.goes(plain.address_of(bob))
    expect(plain.text).to_have_value("Begun with it")
    plain.send_button.click()
    bob.sees("Begun with it")
    expect(plain.text).to_have_value("")


def test_a_page_of_an_older_session_keeps_nothing_and_leaves_the_writer_alone(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    cast.excuse("status of 400", "htmx:ws:error")
    alice.mark()
    alice.posts("/users/login", username=alice.name, password=PASSWORD)
    expect(alice.state).to_contain_text("You signed in anew")
    with alice.page.expect_response(lambda answer: is_save(answer.request)) as answer:
        alice.types("Not kept")
    assert answer.value.status == 400
    alice.page.wait_for_timeout(200)
    expect(alice.page.locator("#notice")).to_be_empty()
    expect(alice.text).to_have_value("Not kept")
    assert alice.was_not_loaded_again()
    tab = alice.tab()
    tab.opens(bob)
    comes_back_to(tab, "")
