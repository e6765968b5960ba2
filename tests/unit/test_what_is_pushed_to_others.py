"""Whatever alice and bob do, no page of anybody else is sent a byte of it (ASVS 5.0, 8.2.2)."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.chat import around
from felchat.chat.message_id import MessageId
from felchat.chat.steps import Synced
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.open_pages import OpenPage, Windows
from tests.unit.two import Two


@pytest.fixture
def two(services: Services, clock: MovingClock, alice: Account, bob: Account) -> Two:
    return Two(services, clock, alice, bob)


@pytest.fixture
def windows(
    app: Flask, services: Services, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Windows]:
    monkeypatch.setattr(around, "monotonic", lambda: clock().timestamp())
    with ExitStack() as stack:
        yield Windows(app, services, clock, stack)


def open_pages(windows: Windows, who: Account, two: Two) -> list[OpenPage]:
    """All kinds of page that somebody can have open."""
    talks = [windows.conversation(who, other) for other in (two.alice, two.bob)]
    return [*talks, windows.people(who)]


def settle(*pages: OpenPage) -> None:
    """Let them all hear that the others have come."""
    for page in pages:
        page.frames()


def test_whatever_the_two_do_mallorys_pages_are_sent_nothing(
    two: Two, windows: Windows, mallory: Account
) -> None:
    pages, bobs = open_pages(windows, mallory, two), windows.conversation(two.bob, two.alice)
    two.are_here()
    settle(*pages, bobs)
    for deed in two.deeds:
        two.are_here()
        deed()
        frames = bobs.frames()
        assert frames or deed in (two.sign_in_and_out, two.change), "bob's page is told of it"
        assert ("canary" in "".join(frames)) == (deed == two.talk)
        assert [page.frames() for page in pages] == [[], [], []], deed


@pytest.mark.parametrize("blocks", ["alice", "mallory"])
def test_where_there_is_a_block_nothing_is_told_of_who_is_about_either(
    two: Two, windows: Windows, mallory: Account, services: Services, blocks: str
) -> None:
    eve = services.accounts.register("eve", "eve@example.org", PASSWORD)
    pair = (two.alice.id, mallory.id)
    services.people.block(*(pair if blocks == "alice" else reversed(pair)))
    eves, pages = windows.conversation(eve, two.alice), open_pages(windows, mallory, two)
    settle(eves, *pages)
    two.go_and_come()
    assert "online" in "".join(eves.frames())
    for deed in two.deeds:
        assert [page.frames() for page in pages] == [[], [], []], deed
        deed()


def test_a_page_that_says_it_has_seen_what_is_anothers_is_shown_its_own_alone(
    two: Two, windows: Windows, mallory: Account, services: Services
) -> None:
    """The cursor of another conversation is a time in one's own."""
    two.talk()
    services.chat.send(two.alice.id, mallory.id, "for mallory", "m")
    page = windows.conversation(mallory, two.alice)
    for last in (two.said[0], MessageId(two.said[-1].ms, 99), MessageId(0, 1)):
        page.page.say(Synced(last))
        assert "canary" not in "".join(page.frames())


def test_the_pages_of_who_is_disabled_are_closed_for_good(
    two: Two, windows: Windows, mallory: Account, services: Services
) -> None:
    pages = open_pages(windows, mallory, two)
    services.administration.disable(mallory.id)
    two.talk()
    for page in pages:
        assert "canary" not in "".join(page.frames())
        assert page.closed_with == 4001
