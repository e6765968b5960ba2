"""From registering into a first conversation, and what an empty page says to do next."""

import re

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.conftest import Start
from tests.browser.person import Person
from tests.browser.watch import SERVER_AWAY
from tests.conftest import PASSWORD


def registers_on_the_page(person: Person) -> None:
    person.goes("/users/register")
    person.page.get_by_label("Username").fill(person.name)
    person.page.get_by_label("E-mail").fill(f"{person.name}@example.org")
    person.page.get_by_label("Password").fill(PASSWORD)
    person.page.get_by_role("button", name="Register").click()


def test_the_first_two_people_of_a_site_find_each_other(cast: Cast, start: Start) -> None:
    with start() as felchat:
        alice, bob = (cast.somebody(name, felchat.url) for name in ("alice", "bob"))
        registers_on_the_page(alice)
        begin = alice.page.get_by_role("region", name="To begin with")
        expect(begin.get_by_role("heading")).to_have_text(f"Welcome, {alice.name}")
        address = begin.get_by_label("The address of this site")
        expect(address).to_have_value(f"{felchat.url}/")

        bob.page.goto(address.input_value())
        bob.page.get_by_role("link", name="Register").click()
        registers_on_the_page(bob)
        expect(bob.page.get_by_role("region", name="To begin with")).to_contain_text("say hello")
        bob.page.get_by_role("link", name=alice.name).click()
        bob.is_live()
        expect(bob.page.get_by_text(f"Say hello to {alice.name}.")).to_be_visible()
        bob.says("Hello")
        bob.sees("Hello")
        expect(bob.page.get_by_text("Say hello to")).to_be_hidden()
        alice.page.reload()
        expect(alice.page.get_by_role("region", name="To begin with")).to_be_hidden()
        alice.page.get_by_role("link", name=re.compile(bob.name)).click()
        alice.sees("Hello")
        cast.excuse(*SERVER_AWAY)  # the site goes before its people


def test_a_search_that_finds_nobody_leads_back_to_everybody(cast: Cast, site: str) -> None:
    alice, bob = (cast.person(name, site) for name in ("alice", "bob"))
    alice.goes("/users/?q=nobody-is-called-so")
    alice.page.get_by_role("link", name="Show everybody").click()
    expect(alice.page.get_by_role("link", name=bob.name)).to_be_visible()
