"""How the socket of an open page is served: read here, and written to by one thread.

Whatever happens ends in a close code, never in an HTTP answer.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic
from typing import NoReturn, Protocol

from felchat.chat.at_once import AtOnce
from felchat.chat.attending import Attending
from felchat.chat.doorway import GoAway
from felchat.chat.events import Crowded, Restarting, SessionEnded
from felchat.chat.frames import Frame, UnknownFrame, parse
from felchat.chat.heartbeat import heartbeat
from felchat.chat.live_socket import LiveSocket
from felchat.chat.mailroom import FellBehind
from felchat.chat.steps import Told, Unfinished, Unreadable
from felchat.chat.writing import Gone
from felchat.domain import StorageAway
from felchat.limits.domain import Meter, TooMany
from felchat.limits.rules import FRAMES
from felchat.limits.service import noting_limits
from felchat.logs.faults import without_words
from felchat.logs.tracing import as_of_this_request
from felchat.services import services
from felchat.tongue import in_this_tongue

log = logging.getLogger(__name__)


class Pushes(Protocol):
    """Makes frames for a page of what it is told."""

    def render(self, step: Told) -> str:
        """The frame that tells the page of that step."""
        ...

    def filled(self, step: Told) -> str | None:
        """The same where it takes nothing of the application's, else nothing."""
        ...

    def signed_out(self) -> str:
        """The frame that sends a page away which has nothing to show to who has signed out."""
        ...


@contextmanager
def closed_in_the_end(live: LiveSocket) -> Iterator[None]:
    """Serve the socket inside the block, and it is closed when that is left, with the code of the reason."""
    try:
        yield
    except GoAway as refusal:
        live.hang_up(refusal.code, refusal.reason)
    except StorageAway:
        live.hang_up(1013, "try again later")
    except TooMany:
        live.hang_up(1013, "too much at once, come back")
    except Gone:
        pass
    except Exception as fault:  # noqa: BLE001 - told to the log, and to the page by its code
        log.error("A socket broke: %s", without_words(fault))
        live.hang_up(1011, "something broke")
    heartbeat.forget(live)
    live.see_off()


def serve(live: LiveSocket, page: Attending, pushes: Pushes, hear: Callable[[Frame], None]) -> NoReturn:
    """Let what the page says be heard here, and tell it everything in a thread of its own.

    What there is to answer goes out through that thread, in its turn. Raises Gone in the end, or TooMany.
    """
    heartbeat.watch(live)
    frames = services.limits.meter(FRAMES)
    writer = Thread(
        target=as_of_this_request(in_this_tongue(pump)), args=(live, page, pushes), name="pump", daemon=True
    )
    writer.start()
    page.tell_at_once(AtOnce(live, pushes.filled, in_this_tongue(pushes.render)))
    try:
        while True:
            try:
                frame = parse(taken(live, frames))
            except UnknownFrame:
                page.say(Unreadable())
            else:
                hear(frame)
    finally:
        page.close()
        writer.join()


def taken(live: LiveSocket, frames: Meter) -> str:
    """The next frame of the page. Raises Gone, or TooMany."""
    said = live.hear()
    with noting_limits():
        frames.spend(monotonic())
    if isinstance(said, bytes):
        live.hang_up(1003, "text frames only")
        raise Gone
    return said


def pump(live: LiveSocket, page: Attending, pushes: Pushes) -> None:
    """Write to the page whatever it is to be told: the socket's only writer of fragments."""
    try:
        farewell = told_until_the_end(live, page, pushes)
    except FellBehind:
        farewell = 1013, "too slow, come back"
    except Gone:
        live.give_up()
        return
    except Exception as fault:  # noqa: BLE001 - as above
        log.error("A page could not be told: %s", without_words(fault))
        farewell = 1011, "something broke"
    if farewell:
        live.hang_up(*farewell)
        live.await_the_end()


def told_until_the_end(live: LiveSocket, page: Attending, pushes: Pushes) -> tuple[int, str] | None:
    """Tell the page everything. What comes back is how to close its socket, unless its reader has done so."""
    for step in page.steps():
        match step:
            case SessionEnded():
                live.tell(pushes.signed_out())
                return 4001, "signed out"
            case Restarting():
                return 1012, "restarting, come back"
            case Crowded():
                live.tell(pushes.render(step))
                return 1013, "too many pages"
            case Unfinished():
                live.finish()
            case _:
                live.tell(pushes.render(step))
    return None
