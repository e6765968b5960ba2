"""The directory: its order, its search, its pages, and what it tells of each person."""

import re

import pytest
from flask import Flask

from felchat.accounts.domain import Account, Registration
from felchat.accounts.rules import username_key
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import HTMX, Browser, parsed, text_of
from tests.unit.conftest import signed_in


def names_on(browser: Browser, path: str = "/users/") -> list[str]:
    return [text_of(each) for each in rows(browser.get(path).text, "bdi[@class='person__name']")]


def rows(html: str, what: str) -> list[object]:
    return list(parsed(html).findall(f".//li//{what}"))


def row_of(browser: Browser, person: Account) -> str:
    found = parsed(browser.get("/users/").text).find(f".//li[@id='person-{person.id}']/a")
    return " ".join(text_of(found).split())


@pytest.fixture
def crowd(services: Services, clock: MovingClock) -> list[str]:
    """A hundred and twenty people, by number."""
    names = [f"person-{number:03}" for number in range(120)]
    for name in names:
        services.accounts.accounts.add(Registration(name, username_key(name), name, name, "", clock()))
    return names


def walked(browser: Browser, path: str) -> list[str]:
    """Everybody on that page and on those after it."""
    page = browser.get(path).text
    found = [text_of(each) for each in rows(page, "bdi[@class='person__name']")]
    more = re.search(r'id="more"[^>]*hx-get="([^"]+)"', page)
    return found + walked(browser, more[1].replace("&amp;", "&")) if more else found


def test_everybody_is_found_once_by_going_on_newest_first(alices: Browser, crowd: list[str]) -> None:
    assert walked(alices, "/users/") == crowd[::-1]


def test_everybody_whose_name_begins_so_is_found_once_by_name(alices: Browser, crowd: list[str]) -> None:
    assert walked(alices, "/users/?q=PERSON-0") == crowd[:100]
    assert walked(alices, "/users/?q=person-119") == ["person-119"]


@pytest.mark.parametrize("search", ["b", "BO", " bob "])
@pytest.mark.usefixtures("bob", "mallory")
def test_a_search_needs_one_letter_of_either_size(alices: Browser, search: str) -> None:
    assert names_on(alices, f"/users/?q={search}") == ["bob"]


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize("search", ["%", "_", "ob", "alice", "b%00", "x" * 5000])
def test_who_is_not_called_so_is_not_found_and_never_oneself(alices: Browser, search: str) -> None:
    page = alices.get(f"/users/?q={search}")
    assert page.status_code == 200
    assert "Nobody has a name that begins so" in page.text


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 50, "1.5", "\u0661"])
def test_a_place_that_the_directory_never_gave_is_not_found(alices: Browser, cursor: str) -> None:
    assert alices.get("/users/", query_string={"cursor": cursor}).status_code == 404


def test_a_search_with_a_place_of_ones_own_making_is_no_error(alices: Browser, bob: Account) -> None:
    assert names_on(alices, "/users/?q=b&cursor=a") == [bob.username]
    assert names_on(alices, "/users/?q=b&cursor=zzz") == []


@pytest.mark.usefixtures("crowd")
def test_htmx_gets_the_rows_that_it_asked_for_and_no_page(alices: Browser) -> None:
    for target in ("ul#directory", "li#more"):
        answer = alices.get("/users/?q=person-00", headers={**HTMX, "HX-Target": target})
        assert answer.text.lstrip().startswith("<li")
        assert "<h1" not in answer.text
    assert "<h1" in alices.get("/users/", headers=HTMX).text


def test_whom_one_talks_to_comes_first_with_what_is_unread(
    app: Flask, services: Services, alice: Account, bob: Account, mallory: Account
) -> None:
    alices = signed_in(app, alice)
    for each in range(2):
        services.chat.send(bob.id, alice.id, "hello", f"n{each}")
    assert names_on(alices) == ["bob", "mallory"]
    assert "2 not read" in row_of(alices, bob)
    assert "not read" not in row_of(alices, mallory)
    assert "not read" not in row_of(signed_in(app, bob), alice)
    alices.get(f"/chat?user={bob.id}")
    assert "not read" not in row_of(alices, bob)


def test_who_has_asked_for_something_within_a_minute_is_online(
    app: Flask, alices: Browser, bob: Account, mallory: Account, clock: MovingClock
) -> None:
    bobs = signed_in(app, bob)
    bobs.get("/users/")
    assert "online" in row_of(alices, bob)
    assert "online" not in row_of(alices, mallory)
    clock.forward(seconds=61)
    assert "online" not in row_of(alices, bob)
    bobs.get("/users/")
    assert "online" in row_of(alices, bob)


def test_a_row_is_fetched_as_it_is_listed(
    app: Flask, services: Services, alice: Account, bob: Account, mallory: Account
) -> None:
    alices = signed_in(app, alice)
    signed_in(app, bob).get("/users/")
    services.chat.send(bob.id, alice.id, "hello", "n")
    row = alices.get(f"/users/{bob.id}/row?open={mallory.id}").text
    assert text_of(parsed(row)).split()[:6] == ["b", "bob", "online", "1", "not", "read"]
    assert f'value="{bob.id}:1:1:00"' in row
    assert "aria-current" not in row
    assert "aria-current" in alices.get(f"/users/{bob.id}/row?open={bob.id}").text
    assert alices.get("/users/99/row").text == ""
