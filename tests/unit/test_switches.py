"""What one does not show one does not see, and neither does the other; everybody else does as before."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from unittest.mock import Mock

import pytest

from felchat.accounts.domain import Account, Viewer
from felchat.accounts.preferences import Preferences
from felchat.accounts.repositories import Doorkeeper
from felchat.chat.domain import Standing
from felchat.chat.steps import Rang, Shows, Step, Synced, Unreadable
from felchat.people.domain import Terms
from felchat.services import Services
from tests.unit.calling import Program

ALL = Standing(online=True, shows_typing=True, shows_reading=True)
WITHOUT = {
    "presence": Standing(online=False, shows_typing=True, shows_reading=True),
    "typing": Standing(online=True, shows_typing=False, shows_reading=True),
    "reading": Standing(online=True, shows_typing=True, shows_reading=False),
}


class Page:
    """One person's open page of their conversation with another."""

    def __init__(self, stack: ExitStack, services: Services, who: Account, other: Account) -> None:
        by_now = partial(services.accounts.viewer, services.accounts.sign_in(who))
        viewer = by_now()
        assert viewer
        self.viewer: Viewer = viewer
        glimpse = partial(services.people.glimpse, who.id)
        self.listening = stack.enter_context(services.chat.listen(viewer, other.id, by_now, glimpse))
        self.listening.say(Synced(None))
        self.steps = self.listening.steps()

    def stands(self) -> list[Standing]:
        """How the two stand, as often as the page was told of it since it was asked last."""
        return [step for step in self.told() if isinstance(step, Standing)]

    def told(self) -> Iterator[Step]:
        """All that the page was told since it was asked last."""
        self.listening.say(Unreadable())
        return iter(self.steps.__next__, Unreadable())


@pytest.fixture
def pages(services: Services, alice: Account, bob: Account, mallory: Account) -> Iterator[list[Page]]:
    """Alice's with bob, bob's with alice, mallory's with bob; all three are here."""
    for each in (alice, bob, mallory):
        services.people.seen(each.id)
    with ExitStack() as stack:
        pages = [Page(stack, services, *pair) for pair in ((alice, bob), (bob, alice), (mallory, bob))]
        assert [page.stands() for page in pages] == [[ALL]] * 3
        yield pages


@pytest.mark.parametrize("what", WITHOUT)
def test_a_switch_counts_at_once_for_both_on_every_open_page_and_not_for_mallory(
    services: Services, pages: list[Page], what: str
) -> None:
    alices, bobs, mallorys = pages
    for choice, standing in (("off", WITHOUT[what]), ("on", ALL)):
        services.profile.prefer(alices.viewer, {f"shows_{what}": choice})
        assert [page.stands() for page in pages] == [[standing], [standing], []]
    services.profile.prefer(bobs.viewer, {f"shows_{what}": "off"})
    assert [page.stands() for page in (alices, bobs, mallorys)] == [[WITHOUT[what]]] * 3


def test_who_hides_that_they_are_here_is_nowhere_online_and_sees_nobody(
    services: Services, alice: Account, bob: Account, mallory: Account, bobs_program: Program
) -> None:
    for each in (alice, bob, mallory):
        services.people.seen(each.id)
    services.accounts.accounts.prefer(alice.id, Preferences(shows_presence=False))
    online = {
        viewer.username: {
            each.username for each in services.people.directory(viewer.id).people if each.online
        }
        for viewer in (alice, bob, mallory)
    }
    assert online == {"alice": set(), "bob": {"mallory"}, "mallory": {"bob"}}
    by_api = {each["username"]: each["online"] for each in bobs_program.get("/users/").json or []}
    assert by_api == {"alice": False, "mallory": True}


def test_how_far_alice_has_read_is_not_known_to_bob_while_either_hides_it(
    services: Services, alice: Account, bob: Account
) -> None:
    said = services.chat.send(bob.id, alice.id, "hello", "1").message
    services.chat.read(alice.id, bob.id, said.id)
    assert services.chat.standing(bob.id, alice.id).read == said.id
    for each in (alice, bob):
        services.accounts.accounts.prefer(each.id, Preferences(shows_reading=False))
        assert services.chat.standing(bob.id, alice.id).read is None
        services.accounts.accounts.prefer(each.id, Preferences())
    assert services.chat.standing(bob.id, alice.id).read == said.id


def test_two_people_see_what_both_show_and_nothing_while_there_is_a_block() -> None:
    quiet, open_ = Preferences(shows_typing=False), Preferences()
    assert Terms.between(open_, open_) == Terms()
    assert Terms.between(quiet, open_) == Terms.between(open_, quiet) == Terms(typing=False)
    blocked = Terms(frozenset({1}), presence=False, typing=False, reading=False)
    assert Terms.between(open_, open_, frozenset({1})) == blocked


def test_the_sound_counts_at_once_on_the_pages_of_who_switches_it_and_not_on_mallorys(
    services: Services, pages: list[Page], alice: Account, bob: Account, mallory: Account
) -> None:
    alices, _, mallorys = pages
    for page in (alices, mallorys):
        page.listening.say(Shows())
    for choice, heard in (("on", True), ("off", False)):
        services.profile.prefer(alices.viewer, {"sound": choice})
        for each in (alice, mallory):
            services.chat.send(bob.id, each.id, "hello", choice + each.username)
        assert [Rang() in page.told() for page in (alices, mallorys)] == [heard, False]


def test_open_pages_are_told_of_what_they_go_by_and_of_no_other_preference(
    services: Services, pages: list[Page]
) -> None:
    doorkeeper, viewer = Mock(spec=Doorkeeper), pages[0].viewer
    profile = replace(services.profile, entrance=replace(services.accounts, doorkeeper=doorkeeper))
    for choices in ({"theme": "dark"}, {"sound": "off"}, {"shows_typing": "on"}):
        profile.prefer(viewer, choices)
    assert doorkeeper.mock_calls == []
    profile.prefer(viewer, {"sound": "on"})
    profile.prefer(viewer, {"shows_typing": "off"})
    told = [((viewer.id, False),), ((viewer.id, True),)]
    assert doorkeeper.preferences_changed.call_args_list == told
