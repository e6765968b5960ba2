"""The heartbeat of a process's sockets: it asks each that is silent, and lets go whoever does not answer.

One thread asks them all: a timer for each socket, set anew with each piece that is read, costs more.
"""

import logging
from threading import Lock, Thread
from time import monotonic, sleep
from typing import cast

from flask import Flask, current_app
from werkzeug.local import LocalProxy

from felchat.chat.live_socket import LiveSocket
from felchat.logs.faults import without_words

log = logging.getLogger(__name__)

LOOKS = 40
"""How many times it looks within the shorter of interval and timeout: it is late by one look at the most, and
asks only those at once who were silent for so long since the last. All who are asked answer at once, too."""


class Heartbeat:
    """Pings the peer that said nothing for `interval` seconds; it has `timeout` seconds to say anything."""

    def __init__(self, interval: float, timeout: float) -> None:
        self._interval = interval
        self._timeout = timeout
        self._asked_at: dict[LiveSocket, float] = {}
        self._lock = Lock()
        self._thread: Thread | None = None

    def watch(self, live: LiveSocket) -> None:
        """Look after the socket until it is forgotten."""
        with self._lock:
            self._asked_at[live] = 0
            if self._thread is None:
                self._thread = Thread(target=self._run, name="heartbeat", daemon=True)
                self._thread.start()

    def forget(self, live: LiveSocket) -> None:
        """Its end has come; forgetting it again is no error."""
        with self._lock:
            self._asked_at.pop(live, None)

    def beat(self, now: float) -> None:
        """Look at every socket once."""
        with self._lock:
            watched = list(self._asked_at.items())
        for live, asked_at in watched:
            heard_at = live.heard_at
            if asked_at > heard_at:
                if now - asked_at >= self._timeout:
                    live.let_go()
                    self.forget(live)
            elif now - heard_at >= self._interval:
                live.ping()
                self._asked(live, now)

    def _asked(self, live: LiveSocket, now: float) -> None:
        with self._lock:
            if live in self._asked_at:
                self._asked_at[live] = now

    def _run(self) -> None:
        while True:
            sleep(min(self._interval, self._timeout) / LOOKS)
            try:
                self.beat(monotonic())
            except Exception as fault:  # noqa: BLE001 - it looks after everybody's sockets, and goes on
                log.error("A heartbeat broke: %s", without_words(fault))


def init_app(app: Flask, interval: float, timeout: float) -> None:
    app.extensions["felchat heartbeat"] = Heartbeat(interval, timeout)


heartbeat = cast(Heartbeat, LocalProxy(lambda: current_app.extensions["felchat heartbeat"]))
"""That of the application at hand."""
