"""Who has gone is written to no more, in every worker, from the moment that it is answered."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from threading import Event

from tests.integration.conftest import Cast
from tests.integration.line import Line, Said, said_in
from tests.integration.person import PASSWORD
from tests.integration.test_blocks import write


def test_the_open_pages_of_the_others_are_told_in_every_worker(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with (
        bob.talking_to(alice) as one,
        bob.talking_to(alice) as two,
        bob.talking_to(cast.mallory) as elsewhere,
    ):
        for line in (one, two, elsewhere):
            line.until("Live")
        assert alice.submit("/users/profile", action="delete", closing_password=PASSWORD).status == 303
        for line in (one, two):
            assert "is not here any more" in line.until('id="standing"')
            line.say("anybody there?", nonce="kept")
            frame = line.until("no such person")
            assert 'id="sending-kept"' in frame
        elsewhere.say("not concerned")
        assert elsewhere.messages(1)[0].body == "not concerned"
        assert "not here any more" not in "".join(elsewhere.frames)
    answer = bob.submit("/users/", f"/chat?user={alice.id}", body="by form")
    assert (answer.status, "no such person" in answer.text, "by form" in answer.text) == (404, True, True)


def test_no_message_slips_through_once_a_deletion_is_answered(cast: Cast) -> None:
    """Bob writes through every worker all the time, and hears all that he says."""
    alice, bob = cast.alice, cast.bob
    stop, numbers = Event(), count()
    with (  # what nobody looks at is read all the same, or they would be too slow
        bob.talking_to(alice, max_queue=None) as one,
        bob.talking_to(alice, max_queue=None) as two,
        ThreadPoolExecutor() as pool,
    ):
        for line in (one, two):
            line.until("Live")
        writers = [pool.submit(write, line, numbers, stop) for line in (one, two)]
        one.messages(5)
        assert alice.submit("/users/profile", action="delete", closing_password=PASSWORD).status == 303
        answered = next(numbers)
        Event().wait(0.3)
        stop.set()
        for writer in writers:
            writer.result(30)
        said = [int(each.body.split()[1]) for each in everything_heard(one)]
    assert "no such person" in "".join(one.frames)
    assert 0 < max(said) < answered < next(numbers) - 10


def everything_heard(line: Line) -> list[Said]:
    with suppress(TimeoutError):
        while True:
            line.frame(within=1)
    return said_in("".join(line.frames))
