"""Peers that do not keep to the protocol: they harm nobody, and the log learns no words."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from felchat.chat.memory_mailroom import MOST_INBOXES
from tests import servers
from tests.integration.bare import BINARY, TEXT, Bare, close_code, frame
from tests.integration.conftest import Cast, cast_of

CANARY = "canary-in-the-message"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Felchat]:
    with servers.felchat(DATABASE_URL=servers.sqlite(tmp_path_factory.mktemp("site"))) as server:
        yield server


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Felchat]:
    """It asks who is silent for half a second, and waits two more for an answer."""
    patience = {"WEBSOCKET_PING_INTERVAL": "0.5", "WEBSOCKET_PING_TIMEOUT": "2"}
    with servers.felchat(
        DATABASE_URL=servers.sqlite(tmp_path_factory.mktemp("impatient")), **patience
    ) as server:
        yield server


def test_who_answers_no_ping_is_let_go_and_may_come_back(impatient: servers.Felchat) -> None:
    """Original fault C11. htmx stays away for good after 1008, which simple-websocket would say."""
    cast = cast_of(impatient.url)
    began = time.monotonic()
    with closing(Bare(cast.alice, cast.bob)) as silent:
        assert close_code(silent.read_to_the_end()) == 1013
    assert time.monotonic() - began > 2.4


def test_who_answers_is_kept_however_little_is_said(impatient: servers.Felchat) -> None:
    cast = cast_of(impatient.url)
    with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
        bobs.until("Live")
        assert alices.hears_nothing(within=3.5)
        bobs.say("still there?")
        assert alices.messages(1)[0].body == "still there?"


def test_who_opens_too_many_is_told_and_comes_in_when_one_is_closed(cast: Cast) -> None:
    with ExitStack() as open_pages:
        lines = [open_pages.enter_context(cast.alice.talking_to(cast.bob)) for _ in range(MOST_INBOXES)]
        for line in lines:
            line.until("Live")
        with cast.alice.socket(f"other_user={cast.bob.id}") as one_too_many:
            assert "in too many places" in one_too_many.frame()
            assert one_too_many.close_code() == 1013
        with cast.mallory.talking_to(cast.bob) as mallorys:
            mallorys.until("Live")
        lines[0].socket.close()
        with cast.alice.talking_to(cast.bob) as late:
            late.until("Live")


@pytest.mark.parametrize(
    "rubbish", [frame(BINARY, b"zz"), frame(TEXT, b"x" * 65_530) + frame(TEXT, b"y" * 70_000), frame(3, b"?")]
)
def test_a_close_amid_a_backlog_puts_no_word_of_it_into_the_log(
    site: servers.Felchat, cast: Cast, rubbish: bytes
) -> None:
    """Original fault S9."""
    talking = cast.alice.talking_to(cast.bob, max_queue=None)  # she reads later, but is not too slow herself
    with closing(Bare(cast.bob, cast.alice, buffer=4096)) as slow, talking as alices:
        slow.socket.sendall(frame(TEXT, b'{"type": "sync", "last": ""}'))
        time.sleep(0.2)
        for each in range(230):
            alices.say(f"{each} {CANARY} {'x' * 900}")
        alices.messages(230)
        slow.socket.sendall(rubbish)
        time.sleep(0.3)
        slow.read_to_the_end()
    assert CANARY not in site.said()
    assert cast.bob.name not in site.said()


def test_frames_behind_a_wrong_one_are_not_taken_and_their_sockets_are_let_go(
    site: servers.Felchat, cast: Cast
) -> None:
    before = connections(site)
    with cast.alice.talking_to(cast.bob) as alices:
        alices.until("Live")
        for _ in range(10):
            with closing(Bare(cast.bob, cast.alice)) as flood:
                said = frame(TEXT, b'{"body": "behind a wrong one", "nonce": "n"}')
                flood.socket.sendall(frame(BINARY, b"zz") + said * 200)
                flood.read_to_the_end()
        assert alices.hears_nothing()
    servers.wait_until(lambda: connections(site) <= before, "the server lets go of every socket")


def connections(site: servers.Felchat) -> int:
    """How many sockets the worker holds; where there is no /proc, none that can be counted."""
    held = Path(f"/proc/{site.workers()[0]}/fd")
    files = held.iterdir() if held.exists() else []
    return len([file for file in files if "socket:" in target(file)])


def target(link: Path) -> str:
    """Where it leads, or nothing if it went away meanwhile."""
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""
