"""Telling a page what takes no asking where it happens, in the thread that brings it, which may not wait."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from felchat.chat.events import Restarting, SessionEnded
from felchat.chat.live_socket import LiveSocket
from felchat.chat.steps import Step, Told, Unfinished
from felchat.chat.writing import frame_of
from felchat.logs.faults import without_words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """See Teller."""

    live: LiveSocket
    fill: Callable[[Told], str | None]
    """Makes the frame, where that takes nothing of the application's."""
    render: Callable[[Told], str]

    @property
    def is_free(self) -> bool:
        return self.live.is_free

    def tell(self, steps: Iterable[Step]) -> None:
        try:
            frames = [frame_of(self._made(step)) for step in steps]
            if frames and not self.live.tell_at_once(b"".join(frames)):
                self.live.give_up()
        except Exception as fault:  # noqa: BLE001 - whoever brings it has others to tell; this page comes back
            log.error("A page could not be told: %s", without_words(fault))
            self.live.give_up()

    def _made(self, step: Step) -> str:
        if isinstance(step, SessionEnded | Restarting | Unfinished):
            raise TypeError(f"{type(step).__name__} cannot be told at once")
        return self.fill(step) or self.render(step)
