"""Two people talk, and nobody else hears them."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, Person
from tests.conftest import PASSWORD


def register_on_the_page(person: Person) -> None:
    person.goes("/users/register")
    person.page.get_by_label("Username").fill(person.name)
    person.page.get_by_label("E-mail").fill(f"{person.name}@example.org")
    person.page.get_by_label("Password").fill(PASSWORD)
    person.page.get_by_role("button", name="Register").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("People")


def test_two_people_register_find_each_other_and_talk(cast: Cast, site: str) -> None:
    alice, bob = cast.somebody("alice", site), cast.somebody("bob", site, viewport=LAPTOP)
    register_on_the_page(alice)
    register_on_the_page(bob)
    alice.finds(bob)
    bob.finds(alice)
    alice.says("Hello Bob")
    bob.sees("Hello Bob")
    bob.says("Hello Alice")
    for each in (alice, bob):
        each.sees("Hello Bob", "Hello Alice")
        each.has_nothing_pending()
    for each, mine in ((alice, "Hello Bob"), (bob, "Hello Alice")):
        expect(each.mine).to_have_text([mine])
        expect(each.article(mine)).to_contain_text("You")
    expect(bob.article("Hello Bob")).to_contain_text(alice.name)


def test_mallory_sees_nothing_of_what_alice_and_bob_say(cast: Cast, site: str) -> None:
    """Original fault P2: the Back button brought back the address without its conversation."""
    alice, bob = cast.pair(site)
    mallory = cast.person("mallory", site)
    mallory.opens(alice)
    with_bob = mallory.tab()
    with_bob.opens(bob)
    alice.says("Between us")
    bob.sees("Between us")
    bob.says("Of course")
    alice.sees("Between us", "Of course")
    # Their own messages show that these pages are live, and what came before them.
    mallory.turns_to_it()
    mallory.says("Alice?")
    mallory.sees("Alice?")
    with_bob.turns_to_it()
    with_bob.says("Bob?")
    with_bob.sees("Bob?")
    alice.sees("Between us", "Of course")
    bob.sees("Between us", "Of course")
    mallory.opens(bob)
    mallory.sees("Bob?")
    mallory.page.go_back()
    expect(mallory.page.get_by_role("heading", level=1)).to_have_text(alice.name)
    mallory.sees("Alice?")


def test_every_tab_of_both_people_shows_the_same(cast: Cast, site: str) -> None:
    """Original fault P1: what was typed before a page was live was erased."""
    alice, bob = cast.pair(site)
    second = alice.tab()
    second.page.goto(f"{site}{alice.address_of(bob)}", wait_until="commit")
    second.text.focus()
    second.types("From the second, ")
    second.is_live()
    second.says("before it was live")
    said = ("From the second, before it was live", "From the first")
    bob.sees(said[0])
    alice.turns_to_it()
    alice.says("From the first")
    bob.sees(*said)
    for each in (alice, second):
        each.sees(*said)
        expect(each.mine).to_have_count(2)
        each.has_nothing_pending()


def test_signing_out_ends_the_other_tabs_of_that_browser_and_nobody_elses(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    on_laptop = cast.somebody("alice", site, viewport=LAPTOP)
    on_laptop.posts("/users/login", username=alice.name, password=PASSWORD)
    on_laptop.opens(bob)
    second = alice.tab()
    second.goes("/users/")
    second.page.get_by_role("button", name="Sign out").click()
    expect(second.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(alice.state).to_contain_text("Signed out")
    bob.says("Are you there?")
    for each in (bob, on_laptop):
        each.sees("Are you there?")
        each.is_live()
    bob.has_nothing_pending()
    alice.sees()
