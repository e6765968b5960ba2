"""What an open page is told of the others: who writes, what is read, and nothing that is not its own."""

from felchat.chat.events import MayHaveMissed
from felchat.chat.steps import PeopleChanged
from felchat.people.domain import Listed
from tests.unit.around_stage import Town

NOBODY_NEW = ("3:0:0:00", "2:0:0:00")
"""Mallory and bob, as alice's page lists them before anything has happened."""


def listed(person: int, unread: int = 0, online: bool = False) -> Listed:
    name = {1: "alice", 2: "bob", 3: "mallory"}[person]
    return Listed(person, name, online, unread, is_blocked=False, blocks=False)


def test_who_writes_comes_to_the_top_with_what_is_unread_and_mallory_hears_nothing_of_it(
    town: Town,
) -> None:
    alices = town.page(town.alice).lists(*NOBODY_NEW)
    mallorys = town.page(town.mallory).lists("2:0:0:00", "1:0:0:00")
    town.say(town.bob, town.alice)
    assert alices.told() == PeopleChanged([2], [listed(2, unread=1)], [], 1, "People")
    assert mallorys.told() is None
    assert mallorys.questions == []


def test_a_talk_that_is_written_down_after_its_message_is_looked_for_once_more(town: Town) -> None:
    alices = town.page(town.alice).lists(*NOBODY_NEW)
    town.say(town.bob, town.alice)
    alices.knows_of_talks = False
    assert alices.told() is None
    alices.knows_of_talks = True
    assert alices.told() == PeopleChanged([2], [listed(2, unread=1)], [], 1, "People")
    assert alices.told() is None
    assert len(alices.questions) == 2


def test_what_is_read_in_one_tab_is_read_in_all(town: Town) -> None:
    said = town.say(town.bob, town.alice)
    alices = town.page(town.alice).lists("2:1:0:00", "3:0:0:00")
    town.services.chat.read(town.alice.id, town.bob.id, said.id)
    assert alices.told() == PeopleChanged([], [listed(2)], [], 0, "People")


def test_what_another_tab_shows_at_once_is_never_shown_to_be_unread(town: Town) -> None:
    alices = town.page(town.alice).lists("2:0:0:00", "3:0:0:00")
    said = town.say(town.bob, town.alice)
    assert alices.told(after=0.1) is None
    town.services.chat.read(town.alice.id, town.bob.id, said.id)
    assert alices.told() is None


def test_whatever_happens_within_a_second_is_told_once_as_it_stands_then(town: Town) -> None:
    alices = town.page(town.alice).lists(*NOBODY_NEW)
    town.say(town.bob, town.alice)
    assert alices.told()
    for _ in range(50):
        town.say(town.bob, town.alice)
        assert alices.told(after=0.01) is None
    assert alices.told() == PeopleChanged([], [listed(2, unread=51)], [], None, "People")
    assert len(alices.questions) == 2


def test_ones_own_conversation_asks_nothing_while_it_is_on_top_and_read(town: Town) -> None:
    alices = town.page(town.alice, open_id=town.bob.id).lists("2:0:0:00", "3:0:0:00")
    for _ in range(200):
        town.say(town.alice, town.bob)
        said = town.say(town.bob, town.alice)
        assert alices.told(after=0.5) is None
        town.services.chat.read(town.alice.id, town.bob.id, said.id)
    assert alices.told() is None
    assert alices.questions == []


def test_a_conversation_that_nobody_looks_at_is_unread_though_it_is_open(town: Town) -> None:
    alices = town.page(town.alice, open_id=town.bob.id).lists("2:0:0:00", "3:0:0:00")
    said = town.say(town.bob, town.alice)
    assert alices.told(after=1.9) is None
    assert alices.told(after=0.2) == PeopleChanged([], [listed(2, unread=1)], [], 1, "People")
    town.services.chat.read(town.alice.id, town.bob.id, said.id)
    assert alices.told() == PeopleChanged([], [listed(2)], [], 0, "People")


def test_what_is_being_read_here_does_not_count_when_another_writes(town: Town) -> None:
    alices = town.page(town.alice, open_id=town.bob.id).lists("2:0:0:00", "3:0:0:00")
    town.say(town.bob, town.alice)
    town.clock.forward(seconds=0.01)
    town.say(town.mallory, town.alice)
    assert alices.told() == PeopleChanged([3], [listed(3, unread=1)], [], 1, "People")


def test_a_page_that_comes_back_is_brought_up_to_date(town: Town) -> None:
    for each in (town.bob, town.mallory):
        town.say(each, town.alice)
        town.clock.forward(seconds=1)
    alices = town.page(town.alice)
    alices.says("2:0:1:00", "3:0:0:00")
    told = alices.told()
    assert told == PeopleChanged([3], [listed(2, unread=1), listed(3, unread=1)], [], 2, "People")


def test_while_a_store_is_away_the_list_stays_and_is_asked_for_again(town: Town) -> None:
    alices = town.page(town.alice).lists(*NOBODY_NEW)
    alices.is_away = True
    town.say(town.bob, town.alice)
    assert alices.told() is None
    alices.is_away = False
    assert alices.told(after=3) is None
    assert alices.told(after=3) == PeopleChanged([2], [listed(2, unread=1)], [], 1, "People")


def test_what_the_mailroom_may_have_missed_is_looked_for(town: Town) -> None:
    alices = town.page(town.alice).lists(*NOBODY_NEW)
    town.say(town.bob, town.alice)
    while alices.inbox.take(0):
        pass  # lost on the way
    assert alices.told() is None
    town.services.chat.mailroom.deliver(MayHaveMissed(), town.alice.id)
    assert alices.told() == PeopleChanged([2], [listed(2, unread=1)], [], 1, "People")


def test_a_page_that_has_not_said_whom_it_lists_is_told_nothing(town: Town) -> None:
    alices = town.page(town.alice, sound=True)
    town.say(town.bob, town.alice)
    assert alices.told() is None
    assert (alices.questions, alices.rings) == ([], 0)
