"""What is said more quickly than a person may: it waits for its turn, and nothing is lost."""

from threading import Thread
from time import sleep

from flask import Flask

from felchat.chat.steps import NotSent
from felchat.limits.domain import TooMany
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.test_saying import page_over


def test_what_is_said_too_quickly_passes_by_itself_in_order_and_the_page_is_told_once(
    app: Flask, limited: Services, clock: MovingClock
) -> None:
    app.extensions["felchat"] = limited
    alice, bob = (
        limited.accounts.register(each, f"{each}@example.org", PASSWORD) for each in ("alice", "bob")
    )
    bodies = [str(each) for each in range(14)]
    with page_over(app, limited.chat.messages, alice, bob) as page:
        ticking = Thread(target=let_four_seconds_pass, args=(clock,))
        ticking.start()
        for body in bodies:
            page.says(body)
        ticking.join()
    assert page.shown == bodies
    assert [type(each.reason) for each in page.told if isinstance(each, NotSent)] == [TooMany]


def let_four_seconds_pass(clock: MovingClock) -> None:
    for _ in range(40):
        clock.forward(seconds=0.1)
        sleep(0.1)
