"""Drafts as they go over the network, and as somebody finds theirs again."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Request, expect

from tests.browser.person import Person, Tab

SAVING = "/chat/draft?"


@contextmanager
def saved(tab: Tab, words: str = "") -> Iterator[None]:
    """The draft is saved before this is left, with those words in it: an earlier save may be under way."""
    with tab.page.expect_response(lambda answer: is_save(answer.request, words)) as answer:
        yield
    assert answer.value.status == 204


def is_save(request: Request, words: str = "") -> bool:
    saving = SAVING in request.url and request.method == "POST"
    return saving and words.encode() in (request.post_data_buffer or b"")


def saves(person: Person) -> list[str]:
    """Every text that is saved from here on."""
    seen: list[str] = []
    person.context.on("request", lambda request: seen.append(body_of(request)) if is_save(request) else None)
    return seen


def body_of(request: Request) -> str:
    found = (request.post_data_buffer or b"").partition(b'name="body"\r\n\r\n')[2].partition(b"\r\n")[0]
    return found.decode()


def comes_back_to(tab: Tab, text: str) -> None:
    tab.is_live()
    expect(tab.text).to_have_value(text)
    expect(tab.text).to_be_focused()
