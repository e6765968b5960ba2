"""A loop for each socket, with a subscription and a thread of its own beside it."""

import json
import os
from contextlib import suppress
from threading import Thread
from typing import Any, cast

import gevent
from flask import Flask, render_template, request
from flask_login import current_user
from flask_sock import Sock
from redis import ConnectionError as ConnectionLost
from redis import Redis
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.retry import Retry
from simple_websocket import ConnectionClosed, Server

from bench.peers.flask_site import kept
from bench.peers.flask_site.pages import create_app, me
from bench.peers.flask_site.people import User, db, is_blocked, living
from bench.peers.messages import BLOCKED, NOT_SENT, decoded, may_be_said, stream_of

SLOW = 10
"""Seconds that a page may take to read."""

app = create_app()
sock = Sock(app)
# A subscription that was lost is not taken up again: what was said meanwhile would be missing.
listening = Redis.from_url(
    os.environ["REDIS_URL"], max_connections=20_000, decode_responses=True, retry=Retry(NoBackoff(), 0)
)


@app.before_request
def leave_uncompressed() -> None:
    request.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)


@sock.route("/ws/chat")
def talk(ws: Server) -> None:
    if me() is None:
        ws.close(4001)
        return
    other = living(request.args.get("other_user", 0, int))
    db.session.remove()
    if other is None:
        ws.close(4004)
        return
    subscription = listening.pubsub()
    subscription.subscribe(stream_of(mine(), other.id))
    Thread(target=forward, args=(app, ws, subscription, mine(), other.username), daemon=True).start()
    try:
        while True:
            said = json.loads(ws.receive())
            say(ws, other.id, str(said["body"]), str(said["nonce"]))
    except (ValueError, TypeError, KeyError):
        ws.close(1008)
    finally:
        with suppress(ConnectionLost):
            subscription.unsubscribe()  # which ends the thread


def mine() -> int:
    """The id of whoever speaks over this socket, as flask-login knows it."""
    return cast(User, current_user).id


def say(ws: Server, other: int, body: str, nonce: str) -> None:
    if not may_be_said(body, nonce):
        ws.send(NOT_SENT)
    elif is_blocked(mine(), other):
        ws.send(BLOCKED)
    else:
        kept.keep(mine(), other, body, nonce, stream_of(mine(), other))


def forward(app: Flask, ws: Server, subscription: PubSub, viewer: int, other: str) -> None:
    """Send what is published, until nobody listens any more or the page reads too slowly."""
    with app.app_context(), subscription:
        try:
            for found in subscription.listen():
                if found["type"] == "message":
                    send(ws, render_template("push.html", viewer=viewer, other=other, **message_of(found)))
        except (ConnectionClosed, ConnectionLost, OSError, gevent.Timeout):
            with suppress(OSError):
                ws.sock.shutdown(2)


def send(ws: Server, html: str) -> None:
    with gevent.Timeout(SLOW):
        ws.send(html)


def message_of(found: dict[str, Any]) -> dict[str, Any]:
    return {"message": decoded(found["data"])}
