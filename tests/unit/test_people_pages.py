"""The list of the others, and who may see it and every other page: only who has signed in."""

from collections.abc import Iterator

import pytest
from flask import Flask

from felchat.accounts.domain import Account, Registration
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import Browser, parsed, text_of

PUBLIC = {"/", "/users/login", "/users/register", "/ping", "/ready"}
PUBLIC |= {"/chat/connection", "/chat/waiting", "/chat/gone", "/chat/at-the-end", "/chat/log"}
PUBLIC |= {"/openapi.json", "/docs", "/redoc"}
FILES = {"static", "docs.start", "docs.swagger", "docs.redoc", "docs.redocs_logo"}
HOSTILE_NAMES = [
    "<img src=x onerror=alert(1)>",
    "</bdi></a><script>alert(1)</script>",
    '"><i hx-get="/users/logout" hx-trigger="load">',
    "'-alert(1)-'&amp;&lt;",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eecila",
    "\N{HORSE FACE}\u200d\N{HORSE FACE}",
    "a" + "\u0301" * 1000,
]


def names_on(browser: Browser) -> list[str]:
    page = parsed(browser.get("/users/").text)
    return [text_of(each) for each in page.findall(".//main//bdi[@class='person__name']")]


@pytest.mark.usefixtures("alice", "bob", "mallory")
def test_the_others_are_listed_newest_first_without_oneself(alices: Browser) -> None:
    assert names_on(alices) == ["mallory", "bob"]


@pytest.mark.usefixtures("alice", "bob")
def test_each_sees_the_others(mallorys: Browser) -> None:
    assert names_on(mallorys) == ["bob", "alice"]


def test_a_name_leads_into_the_conversation(alices: Browser, bob: Account) -> None:
    link = parsed(alices.get("/users/").text).find(".//main//a")
    assert link.get("href") == f"/chat?user={bob.id}"
    assert "bob" in text_of(parsed(alices.get(link.get("href")).text).find(".//h1"))


def test_alone_one_is_told_what_to_do(alices: Browser) -> None:
    assert names_on(alices) == []
    assert "Nobody else is here yet" in alices.get("/users/").text


@pytest.mark.usefixtures("alice", "bob", "mallory")
@pytest.mark.parametrize("path", ["/users/", "/chat?user=2", "/chat?user=3", "/users/login", "/nope"])
def test_no_page_shows_anybodys_address(alices: Browser, path: str) -> None:
    """Original fault S5."""
    assert "@example.org" not in alices.get(path).text


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: ascii(name)[:30])
def test_a_name_is_shown_as_text_whatever_is_in_it(
    alices: Browser, services: Services, clock: MovingClock, name: str
) -> None:
    """Original fault S3. Nobody can register such a name; an older database may hold one."""
    hostile = services.accounts.accounts.add(Registration(name, "x", "x@x.org", "x@x.org", "", clock()))
    assert names_on(alices) == [name]
    page = parsed(alices.get(f"/chat?user={hostile.id}").text)
    assert text_of(page.find(".//h1/bdi")) == name
    assert text_of(page.find(".//title")) == f"{name} · Felchat"
    assert [each.get("src") for each in page.iter("script")] == [page.find(".//head/script").get("src")]
    assert page.find(".//img[@onerror]") is None
    assert page.find(".//i[@hx-trigger='load']") is None


def pages_that_need_sign_in(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        is_file = rule.endpoint in FILES
        is_page = not (is_file or rule.websocket or rule.rule.startswith("/api/"))
        if "GET" in (rule.methods or ()) and is_page:
            address = rule.build(dict.fromkeys(rule.arguments, 1)) or ("", rule.rule)
            if address[1] not in PUBLIC:
                yield address[1]


def test_every_page_but_the_public_ones_asks_for_a_sign_in(app: Flask, browser: Browser) -> None:
    """Original fault S1: a page is public when this file says so."""
    pages = list(pages_that_need_sign_in(app))
    known = {"/users/", "/users/profile", "/users/profile/data", "/chat", "/chat/history", "/chat/composer"}
    assert known <= set(pages)
    for page in pages:
        answer = browser.get(page)
        assert answer.status_code == 303, page
        assert answer.headers["Location"].startswith("/users/login"), page


@pytest.mark.parametrize(
    "cookie", ["2", "user_id=2", "eyJfdXNlcl9pZCI6IjIifQ.aaaaaa.bbbbbbbb", "\N{HORSE FACE}"]
)
def test_a_cookie_of_ones_own_making_signs_nobody_in(browser: Browser, cookie: str) -> None:
    """Original fault S1."""
    browser.cookie = cookie
    browser.client.set_cookie("user_id", "2")
    assert not browser.is_signed_in()
