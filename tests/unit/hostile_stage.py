"""Where a text that somebody typed comes out again, and what a page is made of there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import html5lib
from flask import Flask

from felchat.accounts.api_token import NewToken, Scope
from felchat.accounts.domain import Account, Device, Registration
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import HTMX, Browser

Shape = list[tuple[str, tuple[str, ...]]]
LONGEST_MESSAGE = 1000
NONCE = "0123456789abcdef01234567-1"
EMPTY = Registration("", "", "", "", "", None)  # type: ignore[arg-type]


@dataclass
class Stage:
    """Alice and her browser, and whoever is put beside her with a name that nobody could register."""

    app: Flask
    services: Services
    alice: Account
    browser: Browser
    _numbers: "count[int]" = field(default_factory=count)
    _there: Account | None = None

    def named(self, name: str) -> Account:
        """Somebody of that name, in place of who was there before."""
        accounts = self.services.accounts.accounts
        if self._there:
            accounts.remove(self._there.id)
        key = f"key-{next(self._numbers)}"
        wish = replace(EMPTY, username=name, username_key=key, email=name, email_key=key)
        wish = replace(wish, password_hash=self.alice.password_hash, registered_at=self.alice.registered_at)
        self._there = accounts.add(wish)
        return self._there

    def page(self, address: str, **options: Any) -> str:
        return self.browser.get(address, **options).text

    def asks(self, address: str, **fields: str) -> str:
        """What a stranger's form is answered, whole and as a fragment."""
        stranger = Browser(self.app)
        return stranger.submit(address, **fields).text + stranger.submit(address, HTMX, **fields).text


def with_other(address: str) -> Callable[[Stage, str], str]:
    """A page about somebody with that name."""
    return lambda stage, name: stage.page(address.format(stage.named(name).id))


def with_message(address: str) -> Callable[[Stage, str], str]:
    """A page of a conversation in which that was said, by both."""

    def page(stage: Stage, body: str) -> str:
        bob = stage.named("bob")
        for at in range(0, len(body), LONGEST_MESSAGE):
            for turn in ((stage.alice.id, bob.id), (bob.id, stage.alice.id)):
                stage.services.chat.send(*turn, body[at : at + LONGEST_MESSAGE], str(at))
        return stage.page(address.format(bob.id))

    return page


def with_draft(stage: Stage, body: str) -> str:
    bob = stage.named("bob")
    stage.services.drafts.keep(stage.alice.id, bob.id, body, NONCE)
    return stage.page(f"/chat?user={bob.id}")


def unsent(stage: Stage, body: str) -> str:
    bob = stage.named("bob")
    too_long = stage.browser.submit(f"/chat?user={bob.id}", body=body + "x" * 1000, nonce=NONCE)
    return too_long.text + stage.browser.submit("/chat?user=99999", body=body).text


def own(stage: Stage, text: str) -> str:
    """What somebody sees of themselves, and of the device and the token that they named so."""
    account = stage.named(text)
    browser = Browser(stage.app)
    token = stage.services.accounts.sign_in(account, Device.seen(text, "::1"))
    with browser.client.session_transaction() as session:
        session.update({"_user_id": token, "_fresh": True})
    kept = NewToken(account.id, text, Scope.READ, account.registered_at)
    stage.services.tokens.tokens.add(kept, text)
    refused = browser.submit("/users/profile/tokens", name=text + "x" * 50)
    return browser.get("/users/profile").text + refused.text


WAYS_OUT: Mapping[str, Callable[[Stage, str], str]] = {
    "a name in the list": with_other("/users/"),
    "a name in its row": with_other("/users/{}/row"),
    "a name over the conversation": with_other("/chat?user={}"),
    "a name in the log": with_other("/chat/log?user={}"),
    "a message": with_message("/chat?user={}"),
    "a message in the log": with_message("/chat/log?user={}"),
    "a message in the history": with_message("/chat/history?user={}&before=99999999999999-0"),
    "a draft": with_draft,
    "a message that was refused": unsent,
    "a search": lambda stage, text: stage.page("/users/", query_string={"q": text}),
    "where to go on": lambda stage, text: (
        Browser(stage.app).get("/users/login", query_string={"next": text}).text
    ),
    "a sign-in": lambda stage, text: stage.asks("/users/login", username=text, password=PASSWORD, next=text),
    "a registration": lambda stage, text: stage.asks(
        "/users/register", username=text, email=text, password=""
    ),
    "an address": lambda stage, text: stage.browser.submit("/users/profile", action="email", email=text).text,
    "oneself": own,
    "an error": lambda stage, text: stage.page("/nowhere", query_string={text: text}),
}


def shape_of(html: str) -> Shape:
    """Every element with the names of its attributes; but for links, which a text may have."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [(str(each.tag), tuple(sorted(each.attrib))) for each in tree.iter() if each.tag != "a"]


def held_by(html: str) -> str:
    """Every text and every value in it."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    values = [value for each in tree.iter() for value in each.attrib.values()]
    return "\n".join(["".join(tree.itertext()), *values])
