"""Talking at an offered rate: message k is due at the start + k / rate, however the server is doing."""

import asyncio
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from random import Random
from time import perf_counter

from bench import proc
from bench.load.crowd import Crowd
from bench.load.ends import End
from bench.load.outcome import Outcome
from bench.load.pace import Pace
from bench.load.tally import Heard, Said, latency, tally

LENGTH = 48
"""Bytes of a message."""
FINEST = 0.0001
"""Seconds between two looks at what is due, at the least."""
EARLY = 0.00002
"""Seconds that something may be early by, for the timer's interval is rounded."""
AT_ONCE = 256
"""Messages that are sent in a row before what has come is read."""
PATIENCE = 3
"""Seconds for what has not yet come when all is said."""
LOOK_EVERY = 0.25
NUMBERS = count(1)
Turn = tuple[int, End, bytes]
"""A message's number, who says it, and the frame that lacks its words."""


@dataclass
class Talk:
    """One stretch of talking, in which every conversation has its turn, in an order left to chance."""

    crowd: Crowd
    rate: float
    seconds: float
    length: int = LENGTH
    sides: Sequence[int] = (0, 1)
    """Who speaks; both by turns."""
    gives_up: bool = False
    """Whether it ends early once more than a second's worth is outstanding."""
    lags: list[float] = field(default_factory=list)

    async def outcome(self) -> Outcome:
        plan = self._plan()
        for end in self.crowd.ends:
            end.forget()
        before = self.crowd.site.spent()
        with undisturbed():
            began = perf_counter() + 0.01
            await self._say(plan, began)
            said = {
                number: Said(end.conversation, end.side, began + turn / self.rate)
                for turn, (number, end, _) in enumerate(plan[: len(self.lags)])
            }
            await self._hear_the_rest(len(said) * self._copies)
        cost = proc.since(before, self.crowd.site.spent())
        return self._judged(said, began, cost)

    @property
    def _copies(self) -> int:
        """Sockets that each message goes to."""
        return 2 * self.crowd.tabs

    def _plan(self) -> list[Turn]:
        speakers, templates = self.crowd.speakers(), self.crowd.templates()
        order = list(range(len(speakers)))
        Random(len(order)).shuffle(order)
        turns = range(max(1, round(self.rate * self.seconds)))
        rounds = [(order[turn % len(order)], turn // len(order)) for turn in turns]
        talking = [(each, self.sides[round_ % len(self.sides)]) for each, round_ in rounds]
        return [(next(NUMBERS), speakers[each][side], templates[each][side]) for each, side in talking]

    async def _say(self, plan: list[Turn], began: float) -> None:
        over = asyncio.get_running_loop().create_future()

        def say_what_is_due() -> None:
            for _ in range(AT_ONCE):
                turn = len(self.lags)
                if turn == len(plan) or over.done():
                    return None if over.done() else over.set_result(None)
                late = perf_counter() - began - turn / self.rate
                if late < -EARLY:
                    return None
                number, end, template = plan[turn]
                end.send(
                    template % {b"body": self._body(end.conversation, number), b"nonce": b"%024x-1" % number}
                )
                self.lags.append(late)
            return None

        pace = Pace(began, max(FINEST, 1 / self.rate), say_what_is_due)
        while not over.done():
            await asyncio.wait([over], timeout=LOOK_EVERY)
            if self.gives_up and len(self.lags) * self._copies - self._heard() > self.rate * self._copies:
                break
        pace.stop()

    def _body(self, conversation: int, number: int) -> bytes:
        return (b"~%d.%d~" % (conversation, number)).ljust(self.length, b"x")

    def _heard(self) -> int:
        return sum(len(end.numbers) for end in self.crowd.ends)

    async def _hear_the_rest(self, wanted: int) -> None:
        patient_until = perf_counter() + PATIENCE
        while self._heard() < wanted and perf_counter() < patient_until:
            await asyncio.sleep(0.02)

    def _judged(self, said: dict[int, Said], began: float, cost: dict[str, float]) -> Outcome:
        ends = self.crowd.ends
        heard = [Heard(end.conversation, end.side, end.numbers, end.at) for end in ends]
        last = max((end.at[-1] for end in ends if end.at), default=began)
        return Outcome(
            self.rate,
            len(said) / max(last - began, self.seconds),
            tally(said, heard, sum(end.strayed for end in ends)),
            latency([each * 1000 for each in self.lags]),
            {part: seconds / max(1, len(said)) * 1e6 for part, seconds in cost.items()},
            sum(end.transport is None for end in ends),
        )


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the garbage collector, whose pauses would count as the server's."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


async def warm_up(crowd: Crowd, rate: float) -> Outcome:
    """Let each conversation say something once, so that what is remembered of it is."""
    return await Talk(crowd, rate, crowd.conversations / rate).outcome()
