"""Coming in: signing in, and opening sockets, some at once, and again where one is told to come back."""

import asyncio
import json
from collections.abc import Iterable, Sequence

from picows import ws_connect

from bench.load.ends import End
from bench.load.http import Client
from bench.serving import Site
from bench.stage import PASSWORD

AT_ONCE = 32
AT_THE_DOOR = 4
"""Who sign in at once; Felchat lets only so many wait there."""
READ_BUFFER = 4096
OPEN_WITHIN = 120
"""Seconds for all that are opened at once."""
COME_BACK = (1006, 1012, 1013)


async def signed_in(site: Site, people: Iterable[int]) -> dict[int, str]:
    """The cookies of these people, by their ids."""
    waiting, cookies = iter(people), dict[int, str]()

    async def go_on() -> None:
        client = Client(site.port)
        for person in waiting:
            body, kind = site.target.credentials(f"person-{person}", PASSWORD)
            answer = await client.ask("POST", site.target.login, body, Content_Type=kind)
            assert answer.status in (200, 204), (answer.status, answer.body)
            cookies[person] = answer.cookie
        client.close()

    await asyncio.gather(*(go_on() for _ in range(AT_THE_DOOR)))
    return cookies


async def connect_all(site: Site, wanted: Sequence[tuple[End, int, int]], cookies: dict[int, str]) -> int:
    """Connect each end as that person with that other, some at once. How often one was told to come back."""
    waiting, turned_away = iter(wanted), 0

    async def go_on() -> None:
        nonlocal turned_away
        for end, person, other in waiting:
            while not await is_let_in(site, end, cookies[person], other):
                turned_away += 1

    async with asyncio.timeout(OPEN_WITHIN):
        await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))
    return turned_away


async def is_let_in(site: Site, end: End, cookie: str, other: int) -> bool:
    """Connect, and wait until it is greeted, if that is done. False if it is to come back. Raises WSError."""
    end.greeted = asyncio.get_running_loop().create_future()
    await ws_connect(
        lambda: end,
        site.url.replace("http", "ws") + site.target.socket.format(other=other),
        extra_headers={"Cookie": cookie, "Origin": site.url},
        read_buffer_init_size=READ_BUFFER,
        websocket_handshake_timeout=OPEN_WITHIN,
    )
    for frame in site.target.opens(other):
        end.send(json.dumps(frame).encode())
    if not site.target.greets:
        return end.transport is not None
    if not (let_in := await end.greeted):
        assert end.close_code in COME_BACK, f"closed with {end.close_code}"
    return let_in


async def hang_up(ends: Sequence[End]) -> None:
    """Close these sockets, without a word, as a browser that is gone."""
    for end in ends:
        if end.transport:
            end.transport.disconnect()
    while any(end.transport for end in ends):
        await asyncio.sleep(0.05)
