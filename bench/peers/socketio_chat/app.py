"""Events and rooms, with Redis as the queue between processes."""

import os
from collections import defaultdict
from dataclasses import dataclass
from time import monotonic
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO, join_room
from gevent.lock import BoundedSemaphore

from bench.peers.flask_site import kept, people
from bench.peers.flask_site.pages import create_app, me
from bench.peers.messages import BLOCKED, NOT_SENT, may_be_said, stream_of

KNOWN_FOR = 30.0

app = create_app()
socketio = SocketIO(
    app,
    async_mode="gevent",
    async_handlers=False,  # or what one person says is handled side by side, and loses its order
    message_queue=os.environ["REDIS_URL"],
    transports=["websocket"],
    manage_session=False,
    max_http_buffer_size=65_536,
)
push = app.jinja_env.get_template("push.html")
blocks: dict[str, tuple[float, bool]] = {}
turns: defaultdict[str, BoundedSemaphore] = defaultdict(BoundedSemaphore)
"""Of each conversation, so that both of its people see one order: what is stored first is emitted first."""


@dataclass(frozen=True)
class Page:
    """Who speaks over a socket, and with whom."""

    person: int
    name: str
    other: int
    other_name: str

    @property
    def room(self) -> str:
        return f"{self.person}:{self.other}"

    @property
    def others_room(self) -> str:
        return f"{self.other}:{self.person}"


pages: dict[str, Page] = {}


@socketio.on("connect")
def come_in(_auth: object = None) -> None:
    person = me()
    if person is None:
        raise Refused("4001")
    other = people.living(request.args.get("other_user", 0, int))
    if other is None:
        raise Refused("4004")
    page = Page(person.id, person.username, other.id, other.username)
    pages[request.sid] = page  # type: ignore[attr-defined]
    join_room(page.room)


@socketio.on("disconnect")
def leave(_reason: object = None) -> None:
    pages.pop(request.sid, None)  # type: ignore[attr-defined]


@socketio.on("say")
def say(said: Any = None) -> None:
    sid = request.sid  # type: ignore[attr-defined]
    page = pages[sid]
    if not isinstance(said, dict) or not may_be_said(str(said.get("body", "")), str(said.get("nonce", ""))):
        socketio.emit("message", NOT_SENT, to=sid)
    elif is_blocked(page):
        socketio.emit("message", BLOCKED, to=sid)
    else:
        tell_both(page, str(said["body"]), str(said["nonce"]))


def is_blocked(page: Page) -> bool:
    """As it was at most half a minute ago."""
    pair = stream_of(page.person, page.other)
    asked_at, blocked = blocks.get(pair, (-KNOWN_FOR, False))
    if monotonic() - asked_at > KNOWN_FOR:
        blocked = people.is_blocked(page.person, page.other)
        blocks[pair] = monotonic(), blocked
    return blocked


def tell_both(page: Page, body: str, nonce: str) -> None:
    with turns[stream_of(page.person, page.other)]:
        key, is_known = kept.keep(page.person, page.other, body, nonce, "messages")
        if is_known:
            return
        message = {"id": key, "sender": page.person, "nonce": nonce, "body": body}
        own = push.render(message=message, viewer=page.person, other=page.other_name)
        theirs = push.render(message=message, viewer=page.other, other=page.name)
        socketio.emit("message", own, to=page.room)
        socketio.emit("message", theirs, to=page.others_room)
