"""What has ended leaves nothing to the collector, which comes by seldom (gunicorn.conf.py)."""

import gc
import socket
from collections.abc import Iterator
from weakref import ref

import pytest

from felchat.chat.at_once import AtOnce
from felchat.chat.live_socket import LiveSocket
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.listening_stage import stage_in_memory


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def test_a_page_goes_with_its_socket(clock: MovingClock, services: Services) -> None:
    page = stage_in_memory(clock, services).page().opened()
    ours, theirs = socket.socketpair()
    live = LiveSocket(ours)
    page.listening.tell_at_once(AtOnce(live, lambda _step: "", lambda _step: ""))
    page.listening.close()
    theirs.close()
    live.see_off()
    left: list[ref[object]] = [ref(page.listening), ref(live)]
    del page, live
    assert [each() for each in left] == [None, None]
