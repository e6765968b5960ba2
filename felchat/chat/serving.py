"""How the socket of an open page is served: read here, and written to by one thread.

Whatever happens ends in a close code, never in an HTTP answer.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic
from typing import NoReturn, Protocol

from simple_websocket import ConnectionClosed, Server

from felchat.chat import transport
from felchat.chat.attending import Attending
from felchat.chat.doorway import GoAway
from felchat.chat.events import Crowded, Restarting, SessionEnded
from felchat.chat.frames import Frame, UnknownFrame, parse
from felchat.chat.heartbeat import heartbeat
from felchat.chat.mailroom import FellBehind
from felchat.chat.steps import Told, Unreadable
from felchat.domain import StorageAway
from felchat.limits.domain import Meter, TooMany
from felchat.limits.rules import FRAMES
from felchat.limits.service import noting_limits
from felchat.logs.faults import without_words
from felchat.logs.tracing import as_of_this_request
from felchat.services import services
from felchat.tongue import in_this_tongue

LARGEST_FRAME = 64 * 1024

log = logging.getLogger(__name__)


class Pushes(Protocol):
    """Makes frames for a page of what it is told."""

    def render(self, step: Told) -> str:
        """The frame that tells the page of that step."""
        ...

    def signed_out(self) -> str:
        """The frame that sends a page away which has nothing to show to who has signed out."""
        ...


@contextmanager
def closed_in_the_end(ws: Server) -> Iterator[None]:
    """Serve the socket inside the block, and it is closed when that is left, with the code of the reason."""
    try:
        yield
    except GoAway as refusal:
        transport.hang_up(ws, refusal.code, refusal.reason)
    except StorageAway:
        transport.hang_up(ws, 1013, "try again later")
    except TooMany:
        transport.hang_up(ws, 1013, "too much at once, come back")
    except ConnectionClosed:
        pass
    except Exception as fault:  # noqa: BLE001 - told to the log, and to the page by its code
        log.error("A socket broke: %s", without_words(fault))
        transport.hang_up(ws, 1011, "something broke")
    heartbeat.forget(ws)
    transport.see_off(ws)


def begin(ws: Server) -> None:
    """Somebody came in who may: look after their socket."""
    transport.adopt(ws)
    heartbeat.watch(ws)


def serve(ws: Server, page: Attending, pushes: Pushes, hear: Callable[[Frame], None]) -> NoReturn:
    """Let what the page says be heard here, and tell it everything in a thread of its own.

    What there is to answer goes out through that thread, in its turn. Raises ConnectionClosed in the
    end, or TooMany.
    """
    frames = services.limits.meter(FRAMES)
    writer = Thread(
        target=as_of_this_request(in_this_tongue(pump)), args=(ws, page, pushes), name="pump", daemon=True
    )
    writer.start()
    try:
        while True:
            try:
                frame = parse(taken(ws, frames))
            except UnknownFrame:
                page.say(Unreadable())
            else:
                hear(frame)
    finally:
        page.close()
        writer.join()


def taken(ws: Server, frames: Meter) -> str:
    text = transport.take(ws)
    with noting_limits():
        frames.spend(monotonic())
    if isinstance(text, bytes):
        hang_up_for_good(ws, 1003, "text frames only")
    if len(text.encode(errors="replace")) > LARGEST_FRAME:
        hang_up_for_good(ws, 1009, "that frame is too large")
    return text


def hang_up_for_good(ws: Server, code: int, reason: str) -> NoReturn:
    transport.hang_up(ws, code, reason)
    raise ConnectionClosed(code, reason)


def pump(ws: Server, page: Attending, pushes: Pushes) -> None:
    """Write to the page whatever it is to be told: the socket's only writer of fragments."""
    try:
        if farewell := told_until_the_end(ws, page, pushes):
            transport.hang_up(ws, *farewell)
    except FellBehind:
        transport.hang_up(ws, 1013, "too slow, come back")
    except (ConnectionClosed, OSError):
        transport.give_up(ws)
    except Exception as fault:  # noqa: BLE001 - as above
        log.error("A page could not be told: %s", without_words(fault))
        transport.hang_up(ws, 1011, "something broke")


def told_until_the_end(ws: Server, page: Attending, pushes: Pushes) -> tuple[int, str] | None:
    """Tell the page everything. What comes back is how to close its socket, unless its reader has done so."""
    for step in page.steps():
        match step:
            case SessionEnded():
                transport.tell(ws, pushes.signed_out())
                return 4001, "signed out"
            case Restarting():
                return 1012, "restarting, come back"
            case Crowded():
                transport.tell(ws, pushes.render(step))
                return 1013, "too many pages"
            case _:
                transport.tell(ws, pushes.render(step))
    return None
