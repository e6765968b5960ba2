"""The live sockets: an open page of a conversation, and any other open page of somebody signed in."""

from functools import partial

from flask import Blueprint, current_app, request
from simple_websocket import Server

from felchat import metrics
from felchat.accounts.domain import Viewer
from felchat.chat import handshake, serving
from felchat.chat.attending import Attending
from felchat.chat.doorway import (
    GoAway,
    people_as_seen_by,
    room_for_one_more,
    what_pushes_need,
    who_looks,
    who_looks_by_now,
    who_talks,
)
from felchat.chat.frames import Frame, Read, Say, Sync, Typing
from felchat.chat.handshake import adopt
from felchat.chat.listening import Listening
from felchat.chat.live_socket import LiveSocket
from felchat.chat.message_id import MessageId
from felchat.chat.page_facts import view_of
from felchat.chat.page_pushes import PagePushes
from felchat.chat.pushes import Pushes
from felchat.chat.saying import has_read, say, types
from felchat.chat.steps import Shows, Synced
from felchat.extensions import sock
from felchat.people.domain import Person
from felchat.services import services

bp = Blueprint("socket", __name__)


@bp.before_request
def prepare_socket() -> None:
    handshake.prepare(request.environ)


@sock.route("/ws/chat", bp=bp)
def converse(ws: Server) -> None:
    """Serve one page of a conversation until it goes."""
    live = adopt(ws)
    with serving.closed_in_the_end(live), room_for_one_more(), metrics.open_socket("conversation"):
        who, other = who_talks()
        with services.chat.listen(who, other.id, who_looks_by_now(), people_as_seen_by(who)) as listening:
            serving.serve(live, listening, pushes_for(who, other), partial(hear, live, listening, who, other))


@sock.route("/ws/people", bp=bp)
def look_on(ws: Server) -> None:
    """Serve one page that shows no conversation until it goes."""
    live = adopt(ws)
    with serving.closed_in_the_end(live), room_for_one_more(), metrics.open_socket("people"):
        pushes = PagePushes(current_app.jinja_env, what_pushes_need())
        try:
            who = who_looks()
        except GoAway:
            live.tell(pushes.signed_out())
            raise
        with services.chat.attend(who, who_looks_by_now(), people_as_seen_by(who)) as attending:
            serving.serve(live, attending, pushes, partial(take_note, attending))


def pushes_for(who: Viewer, other: Person) -> Pushes:
    return Pushes(current_app.jinja_env, view_of(who, other), what_pushes_need())


def hear(live: LiveSocket, listening: Listening, who: Viewer, other: Person, frame: Frame) -> None:
    """Do what the frame asks."""
    match frame:
        case Sync(last):
            listening.say(Synced(last))
        case Read(MessageId() as last):
            has_read(listening, who, other, last)
        case Typing():
            types(listening, who, other)
        case Say():
            say(live, listening, who, other, frame)
        case _:
            take_note(listening, frame)


def take_note(page: Attending, frame: Frame) -> None:
    """Hear what any page may say: whom it lists."""
    if isinstance(frame, Shows):
        page.say(frame)
