"""The list of people in a browser: search while typing, and rows that stay true by themselves."""

from playwright.sync_api import expect

from tests.browser.cast import Cast


def test_the_list_is_searched_while_typing_and_by_enter(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    people = alice.page.get_by_role("main").get_by_role("listitem")
    alice.goes("/users/")
    alice.page.get_by_role("searchbox", name="Search by name").click()
    alice.types(bob.name.upper(), ms_a_key=20)
    expect(people).to_have_count(1)
    expect(people).to_contain_text(bob.name)
    alice.types("x")
    expect(people).to_have_text("Nobody has a name that begins so. Show everybody")
    alice.page.keyboard.press("Backspace")
    expect(people).to_contain_text(bob.name)
    alice.page.keyboard.press("Enter")
    expect(alice.page).to_have_url(f"{site}/users/?q={bob.name.upper()}")
    expect(people).to_have_count(1)


def test_an_open_list_shows_what_is_unread_without_a_reload(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.goes("/users/")
    alice.mark()
    bob.says("Are you there?")
    row = alice.page.get_by_role("listitem").filter(has_text=bob.name)
    expect(row.get_by_role("link")).to_contain_text("1 not read")
    expect(row.get_by_role("link")).to_contain_text("online")
    assert alice.was_not_loaded_again()


def test_somebody_is_blocked_and_unblocked_in_the_list(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.goes("/users/")
    alice.mark()
    row = alice.page.get_by_role("listitem").filter(has_text=bob.name)
    row.locator("summary").click()
    row.get_by_role("button", name=f"Block {bob.name}").click()
    row.get_by_role("button", name=f"Unblock {bob.name}").click()
    expect(row.locator("summary")).to_be_visible()
    assert alice.was_not_loaded_again()


def test_somebody_who_comes_is_seen_to_be_online_at_once(cast: Cast, site: str) -> None:
    """Original fault P6."""
    alice, bob = (cast.person(name, site) for name in ("alice", "bob"))
    carol = cast.person("carol", site)
    alice.opens(carol)
    expect(alice.page.locator("#presence")).to_have_text("online")
    bob.goes("/users/")
    alice.opens(bob)
    expect(alice.page.locator("#presence")).to_have_text("online")
