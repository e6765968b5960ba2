"""The live socket: one open page of one conversation. The only room that touches a socket."""

import logging
from threading import Thread
from typing import NoReturn

from flask import Blueprint, current_app, request
from simple_websocket import ConnectionClosed, Server

from felchat.accounts.domain import Viewer
from felchat.chat import transport
from felchat.chat.doorway import GoAway, still_signed_in, what_forms_need, who_talks
from felchat.chat.events import Crowded, Restarting, SessionEnded
from felchat.chat.frames import Read, Say, Sync, UnknownFrame, parse
from felchat.chat.heartbeat import heartbeat
from felchat.chat.listening import Listening
from felchat.chat.message_id import MessageId
from felchat.chat.pushes import Pushes
from felchat.chat.repositories import FellBehind
from felchat.chat.saying import say
from felchat.chat.steps import Synced, Unreadable
from felchat.chat.view import View
from felchat.domain import StorageAway
from felchat.extensions import sock
from felchat.faults import without_words
from felchat.people.domain import Person
from felchat.services import services

LARGEST_FRAME = 64 * 1024

bp = Blueprint("socket", __name__)
log = logging.getLogger(__name__)


@bp.before_request
def prepare_socket() -> None:
    transport.prepare(request.environ)


@sock.route("/ws/chat", bp=bp)
def converse(ws: Server) -> None:
    """Serve one page until it goes; whatever happens ends in a close code, never in an HTTP answer."""
    try:
        who, other = who_talks()
        transport.adopt(ws)
        heartbeat.watch(ws)
        with services.chat.listen(who, other.id, still_signed_in()) as listening:
            serve(ws, listening, who, other)
    except GoAway as refusal:
        transport.hang_up(ws, refusal.code, refusal.reason)
    except StorageAway:
        transport.hang_up(ws, 1013, "try again later")
    except ConnectionClosed:
        pass
    except Exception as fault:  # noqa: BLE001 - told to the log, and to the page by its code
        log.error("A socket broke: %s", without_words(fault))
        transport.hang_up(ws, 1011, "something broke")
    heartbeat.forget(ws)
    transport.see_off(ws)


def serve(ws: Server, listening: Listening, who: Viewer, other: Person) -> None:
    """Read from the page here, and write to it in a thread of its own."""
    view = View(who.id, other, current_app.config["FELCHAT"].retention_ms, services.chat.now)
    pushes = Pushes(current_app.jinja_env, view, what_forms_need(other))
    writer = Thread(target=pump, args=(ws, listening, pushes), name="pump", daemon=True)
    writer.start()
    try:
        while True:
            hear(ws, listening, who, other)
    finally:
        listening.close()
        writer.join()


def hear(ws: Server, listening: Listening, who: Viewer, other: Person) -> None:
    """Do what the next frame asks. What there is to answer goes out through the pump, in its turn."""
    text = transport.take(ws)
    if isinstance(text, bytes):
        hang_up_for_good(ws, 1003, "text frames only")
    if len(text.encode(errors="replace")) > LARGEST_FRAME:
        hang_up_for_good(ws, 1009, "that frame is too large")
    try:
        frame = parse(text)
    except UnknownFrame:
        listening.say(Unreadable())
        return
    match frame:
        case Sync(last):
            listening.say(Synced(last))
        case Read(MessageId() as last):
            services.chat.read(who.id, other.id, last)
        case Say():
            say(ws, listening, who, other, frame)


def hang_up_for_good(ws: Server, code: int, reason: str) -> NoReturn:
    transport.hang_up(ws, code, reason)
    raise ConnectionClosed(code, reason)


def pump(ws: Server, listening: Listening, pushes: Pushes) -> None:
    """Write to the page whatever it is to be told: the socket's only writer of fragments."""
    try:
        if farewell := told_until_the_end(ws, listening, pushes):
            transport.hang_up(ws, *farewell)
    except FellBehind:
        transport.hang_up(ws, 1013, "too slow, come back")
    except (ConnectionClosed, OSError):
        transport.give_up(ws)
    except Exception as fault:  # noqa: BLE001 - as above
        log.error("A page could not be told: %s", without_words(fault))
        transport.hang_up(ws, 1011, "something broke")


def told_until_the_end(ws: Server, listening: Listening, pushes: Pushes) -> tuple[int, str] | None:
    """Tell the page everything. What comes back is how to close its socket, unless its reader has done so."""
    for step in listening.steps():
        match step:
            case SessionEnded():
                return 4001, "signed out"
            case Restarting():
                return 1012, "restarting, come back"
            case Crowded():
                transport.tell(ws, pushes.render(step))
                return 1013, "too many pages"
            case _:
                transport.tell(ws, pushes.render(step))
    return None
