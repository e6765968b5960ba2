"""Whatever mallory sends, nothing breaks, nothing is left behind, and two talk on beside it."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from tests import servers
from tests.fuzz.beside import SECRET, Looks, talking
from tests.fuzz.conftest import Stage
from tests.fuzz.mallory import Mallory
from tests.fuzz.mutations import OF_FRAMES, OF_REQUESTS, as_it_is, mutated
from tests.fuzz.recordings import FRAMES
from tests.integration.bare import TEXT, frame

pytestmark = pytest.mark.timeout(3600)
SENDERS, BATCH = 4, 100
FRAMES_A_SOCKET = 5
RESERVED = frame(3, b"")
"""An opcode that there is not yet: RFC 6455, section 5.2, lets it end the connection."""
MORE_MEGABYTES = 60
SPARE_THREADS = 4
"""A pool begins them when they are first needed."""
FIELDS = st.sampled_from(["type", "body", "nonce", "last", "row", "q", ""])
WORDS = st.sampled_from(["message", "sync", "read", "list", "typing"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=8,
)


def as_frame(said: object) -> tuple[int, bytes]:
    return TEXT, json.dumps(said).encode()


def fuzz(stage: Stage, work: Callable[[Mallory, int], None]) -> set[int]:
    """Let four mallories work through half of the cases, and hold the server to what it was before."""
    site, cast = stage.site, stage.cast
    mallories = [Mallory(cast.mallory, cast.bob) for _ in range(SENDERS)]
    quiet = Looks.at(site.felchat)
    with talking(cast.alice, cast.bob) as talk, ThreadPoolExecutor(SENDERS) as pool:
        began = time.monotonic()
        list(pool.map(lambda which: work(mallories[which], which), range(SENDERS)))
        took = time.monotonic() - began
    assert talk.said == talk.bob_read == talk.alice_read
    servers.wait_until(lambda: Looks.at(site.felchat).connections <= quiet.connections, "all is let go")
    loud = Looks.at(site.felchat)
    print(f"\n{stage.cases // 2} cases in {took:.0f} s; {len(talk.said)} messages, the slowest took")
    print(f"{talk.slowest:.2f} s; before {quiet}, after {loud}")
    assert loud.pids == quiet.pids
    assert loud.threads <= quiet.threads + SPARE_THREADS
    assert loud.megabytes - quiet.megabytes < MORE_MEGABYTES
    assert talk.slowest < 5
    assert site.felchat.answers()
    lines = site.felchat.said().splitlines()
    assert [each for each in lines if "Traceback" in each or " ERROR " in each] == []
    return set().union(*(each.heard for each in mallories))


def test_altered_requests_break_nothing(stage: Stage) -> None:
    def work(mallory: Mallory, which: int) -> None:
        chance = Random(f"{stage.seed} requests {which}")
        if which == 0:  # as they are, or it would be by chance what is reached at all
            for request in mallory.come_in():
                mallory.ask(request)
        for each in range(stage.cases // 2 // SENDERS):
            if each % BATCH == 0:
                recorded = mallory.come_in()
            assert SECRET.encode() not in mallory.ask(mutated(chance, recorded, OF_REQUESTS))

    assert {200, 303, 400} <= fuzz(stage, work)


def test_altered_frames_break_nothing(stage: Stage) -> None:
    def work(mallory: Mallory, which: int) -> None:
        chance = Random(f"{stage.seed} frames {which}")
        paths = (f"/ws/chat?other_user={mallory.bob.id}", "/ws/people")
        mallory.come_in()
        if which == 0:  # by the rules, and against them, or it would be by chance which codes are heard
            mallory.push(FRAMES[0], paths[0])
            mallory.push(RESERVED + FRAMES[0], paths[0])
        for _ in range(stage.cases // 2 // SENDERS // FRAMES_A_SOCKET):
            frames = [
                chance.choice((mutated, as_it_is))(chance, FRAMES, OF_FRAMES) for _ in range(FRAMES_A_SOCKET)
            ]
            assert SECRET.encode() not in mallory.push(b"".join(frames), chance.choice(paths))

    assert {1000, 1002} <= fuzz(stage, work)


def test_whatever_a_frame_says_breaks_nothing(stage: Stage) -> None:
    """By hypothesis, which makes a failure small and says how to have it again."""
    mallory = Mallory(stage.cast.mallory, stage.cast.bob)
    mallory.come_in()
    manners = settings(
        max_examples=stage.cases // 20, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )

    @seeded(stage.seed)
    @manners
    @given(
        st.lists(st.tuples(st.integers(0, 15), st.binary(max_size=200)) | VALUES.map(as_frame), max_size=5),
    )
    def play(frames: list[tuple[int, bytes]]) -> None:
        sent = b"".join(frame(opcode, payload) for opcode, payload in frames)
        mallory.push(sent, f"/ws/chat?other_user={stage.cast.bob.id}")

    play()
    assert stage.site.tracebacks() == 0
