"""Whoever stalls is let go, and misses nothing."""

import socket as sockets

from websockets.exceptions import ConnectionClosed

from tests import servers
from tests.integration.conftest import Cast
from tests.integration.line import Line, Said, said_in


def all_until_the_end(line: Line) -> list[Said]:
    read: list[Said] = []
    try:
        while True:
            read += said_in(line.frame(within=15))
    except ConnectionClosed:
        return read


def test_who_does_not_read_is_let_go_and_holds_nobody_up(site: servers.Felchat, cast: Cast) -> None:
    how_many, long_text = 600, "x" * 1000
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    raw.connect(("127.0.0.1", site.port))
    with (
        cast.alice.talking_to(cast.bob) as alices,
        cast.bob.talking_to(cast.alice, max_queue=None) as quick,
        cast.bob.talking_to(cast.alice, sock=raw, max_queue=1) as frozen,
    ):
        for each in range(how_many):
            alices.say(f"{each} {long_text[:900]}")
            alices.messages(1)
        seen = [said.body.split()[0] for said in quick.messages(how_many)]
        assert seen == [str(each) for each in range(how_many)]

        read = [said.body.split()[0] for said in all_until_the_end(frozen)]
        assert read == [str(each) for each in range(len(read))]
        assert len(read) < how_many
    with cast.bob.talking_to(cast.alice, max_queue=None) as back:
        assert len(back.messages(how_many)) == how_many
