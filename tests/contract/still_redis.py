"""Redis on a clock that stands still until a test moves it.

Redis has no such clock, so its scripts are given another one: where they ask for the time, they read it from
a key. Keys do not die by Redis's clock either, but when the clock of the test has come to their end.
"""

from dataclasses import dataclass, field
from typing import Any

import redis
from redis.commands.core import Script

from tests.conftest import MovingClock
from tests.contract.message_stores import forget_all

CLOCK = "tests:clock"
LOST = "lost:"
SHORTEST_LIFE_MS = 10_000
"""Keys live for multiples of this, some for a second more; little real time passes until it is rounded up."""
INSTEAD = {
    "redis.call('TIME')": f"redis.call('HMGET', '{CLOCK}', 'seconds', 'microseconds')",
    "oldest, '*'": "oldest, (now[1] * 1000 + math.floor(now[2] / 1000)) .. '-*'",
    "'PUBLISH', ": f"'PUBLISH', redis.call('HGET', '{CLOCK}', 'lost') .. ",
}


class OnOurClock(redis.Redis):
    """A client whose scripts live by the clock of the test, and publish what it may want to be lost."""

    def register_script(self, script: Any) -> Script:
        for real, ours in INSTEAD.items():
            script = script.replace(real, ours)
        return super().register_script(script)


@dataclass
class StillRedis:
    """A Redis, and the clock that its scripts and its keys live by."""

    client: redis.Redis
    clock: MovingClock
    _dies_at: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget everything, with the clock where it is."""
        forget_all(self.client)
        self._dies_at.clear()
        self._set_clock()
        self.losing(lost=False)

    def losing(self, *, lost: bool) -> None:
        self.client.hset(CLOCK, "lost", LOST if lost else "")

    def forward(self, ms: int) -> None:
        """Let time pass, for the scripts and for the keys."""
        self._take_over_the_new_keys()
        self.clock.forward(milliseconds=ms)
        self._set_clock()
        for key, dies_at in list(self._dies_at.items()):
            if dies_at < self._now():  # as Redis does: a millisecond after its end a key is gone
                self.client.delete(key)
                del self._dies_at[key]

    def _take_over_the_new_keys(self) -> None:
        """Whatever has a time to live got it since the clock was moved last."""
        for key in self.client.scan_iter("felchat:*"):
            if (left := self.client.pttl(key)) > 0:
                lives = -(-left // SHORTEST_LIFE_MS) * SHORTEST_LIFE_MS
                self._dies_at[key] = self._now() + lives
                self.client.persist(key)

    def _set_clock(self) -> None:
        seconds, ms = divmod(self._now(), 1000)
        self.client.hset(CLOCK, mapping={"seconds": seconds, "microseconds": ms * 1000})

    def _now(self) -> int:
        return round(self.clock().timestamp() * 1000)
