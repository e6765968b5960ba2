"""A block holds in every worker from the moment that it is answered."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event

from tests.integration.conftest import Cast
from tests.integration.line import Line
from tests.integration.person import Person

ROUNDS = 10


def change(blocker: Person, blocked: Person, what: str) -> None:
    assert blocker.submit("/users/", f"/users/{blocked.id}/{what}").status == 303


def test_a_block_reaches_the_open_pages_of_both_in_every_worker(cast: Cast) -> None:
    """Original fault O8: no test blocked anybody."""
    alice, bob = cast.alice, cast.bob
    with (
        alice.talking_to(bob) as alices,
        alice.talking_to(bob) as alices_other,
        bob.talking_to(alice) as bobs,
        bob.talking_to(alice) as bobs_other,
        cast.mallory.talking_to(bob) as mallorys,
    ):
        everybody = (alices, alices_other, bobs, bobs_other, mallorys)
        for line in everybody:
            line.until("Live")
        change(alice, bob, "block")
        for line in (alices, alices_other):
            assert "You have blocked" in line.until('id="standing"')
        for line in (bobs, bobs_other):
            assert "has blocked you" in line.until('id="standing"')
        mallorys.say("not concerned")
        assert "blocked" not in "".join(mallorys.frames)
        assert mallorys.messages(1)[0].body == "not concerned"


def test_no_message_slips_through_once_a_block_is_answered(cast: Cast) -> None:
    """Bob writes through every worker all the time; alice blocks and unblocks in between."""
    alice, bob = cast.alice, cast.bob
    stop, numbers = Event(), count()
    with (  # nobody looks at what comes: a client with a full queue would wait long to close
        bob.talking_to(alice, max_queue=None) as one,
        bob.talking_to(alice, max_queue=None) as two,
        alice.talking_to(bob, max_queue=None) as alices,
        ThreadPoolExecutor() as pool,
    ):
        for line in (one, two, alices):
            line.until("Live")
        writers = [pool.submit(write, line, numbers, stop) for line in (one, two)]
        try:
            slipped = [said_after_the_answer(alice, bob) for _ in range(ROUNDS)]
        finally:
            stop.set()
        for writer in writers:
            writer.result(30)
    assert slipped == [0] * ROUNDS


def write(line: Line, numbers: "count[int]", stop: Event) -> None:
    while not stop.wait(0.01):
        line.say(f"message {next(numbers)}")


def said_after_the_answer(alice: Person, bob: Person) -> int:
    """How many messages there are more a while after the block than at its answer."""
    change(alice, bob, "block")
    at_the_answer = newest(alice, bob)
    Event().wait(0.1)
    later = newest(alice, bob)
    change(alice, bob, "unblock")
    while newest(alice, bob) == later:
        Event().wait(0.01)
    return int(at_the_answer != later)


def newest(alice: Person, bob: Person) -> str:
    return alice.ask(f"/chat?user={bob.id}").text.rpartition('<article id="message-')[2].partition('"')[0]
