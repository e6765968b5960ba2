"""Felchats with one of their safeguards taken out, for gunicorn to call. The suite must notice each."""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any
from uuid import uuid4

from flask import Flask

from felchat import create_app
from felchat.chat import writing
from felchat.chat.domain import Message
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.listening import Listening
from felchat.chat.steps import Step


def without_catching_up() -> Flask:
    """A page is brought up to date when it opens, and then shown what happens to come by."""
    read_what_is_missing = Listening._missed

    def only_when_opening(page: Listening) -> Iterator[Step]:
        if not hasattr(page, "has_opened"):
            page.has_opened = True  # type: ignore[attr-defined]
            yield from read_what_is_missing(page)

    def without_looking_for_a_gap(page: Listening, message: Message, _previous: object) -> Iterator[Step]:
        if not page.position.has_reached(message.id):
            yield page.position.show([message], anew=page.position.last is None)

    Listening._missed = only_when_opening  # type: ignore[method-assign, assignment]
    Listening._arrived = without_looking_for_a_gap  # type: ignore[method-assign, assignment]
    return create_app()


def without_nonces() -> Flask:
    """Whatever is sent again is a new message."""
    begin = RedisMessageRepository.__init__

    def begin_with_a_bad_memory(store: RedisMessageRepository, *needs: Any) -> None:
        begin(store, *needs)
        add = store._add

        def add_under_a_new_nonce(keys: list[str], args: list[Any]) -> Any:
            stream, nonce, *others = keys
            return add(keys=[stream, f"{nonce}:{uuid4().hex}", *others], args=args)

        store._add = add_under_a_new_nonce  # type: ignore[assignment]

    RedisMessageRepository.__init__ = begin_with_a_bad_memory  # type: ignore[assignment]
    return create_app()


def without_the_lock_of_a_socket() -> Flask:
    """Whoever has something to write writes at once, in the middle of another's frame, too."""
    writing.Lock = nullcontext  # type: ignore[attr-defined, assignment]
    return create_app()
