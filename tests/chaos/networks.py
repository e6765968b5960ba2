"""What happens to the ways between pages and site while people talk. Each returns when it is over."""

import asyncio
from contextlib import suppress
from itertools import cycle, islice
from time import monotonic

from tests.chaos.faults import Stage
from tests.chaos.page import Page

LONG = "x" * 900
FLOOD = 150
"""Long messages: more than all the buffers between a worker and a page hold, less than an inbox does."""
CROWD = 500


async def a_reader_freezes(stage: Stage) -> None:
    """First for as long as a worker waits for it, then for longer; in between it trickles.

    Its browser pings all the while, which is answered by another thread than the one that is stuck.
    """
    down = stage.talk.proxy.down
    for frozen in (stage.chance.uniform(1, 3), stage.chance.uniform(6, 7)):
        down.open.clear()
        flood = asyncio.create_task(flooded(stage))
        await pinging(stage, frozen)
        down.open.set()
        down.pause = 0.02
        await pinging(stage, 1.5)
        down.pause = 0
        await flood


async def flooded(stage: Stage) -> None:
    """Somebody with a good network says a lot to bob, whose network is bad."""
    pair = stage.talk.pairs[0]
    for _ in range(FLOOD):
        await pair.say("alice", LONG)
        await asyncio.sleep(0.002)


async def pinging(stage: Stage, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                await stage.talk.pairs[0].bob.ping()
                await asyncio.sleep(0.05)


async def connections_break_in_the_middle_of_a_frame(stage: Stage) -> None:
    """One coming, one going; and once what is said arrives and its confirmation does not."""
    proxy = stage.talk.proxy
    for flow in (proxy.down, proxy.up):
        flow.breaks = True
        await asyncio.sleep(stage.chance.uniform(0.5, 1))
        flow.breaks = False
        proxy.cut()
        await asyncio.sleep(stage.chance.uniform(0.5, 1))
    proxy.down.swallows = True
    await asyncio.sleep(stage.chance.uniform(1, 1.5))
    proxy.cut()
    proxy.down.swallows = False


async def five_hundred_come_back_at_once(stage: Stage) -> None:
    talk = stage.talk
    in_turn = islice(cycle(talk.people), CROWD)
    crowd = [Page(who, talk.mallory, "mallory", stage.chance) for who in in_turn]
    talk.strangers += crowd
    talk.begin(crowd)
    assert await talk.comes_true(lambda: all(page.is_live for page in crowd), 30)
    stage.began = monotonic()
    for page in talk.pages:
        if page.socket:
            page.socket.transport.abort()
    await asyncio.sleep(0.1)
    assert await talk.comes_true(lambda: all(page.is_live for page in talk.pages), 30)
