"""The rows that a page lists: whom it searched, who comes and goes, a block, and the sound of a message."""

import pytest

from felchat.chat.frames import UnknownFrame, parse
from felchat.chat.steps import PeopleChanged, Shows
from felchat.people.domain import Listed
from tests.unit.around_stage import Town


def test_a_search_is_kept_true_and_nobody_is_added_to_it(town: Town) -> None:
    alices = town.page(town.alice).lists("2:0:0:00", searched=True)
    town.say(town.mallory, town.alice)
    assert alices.told() == PeopleChanged([], [], [], 1, "People")
    town.say(town.bob, town.alice)
    bob = Listed(2, "bob", online=False, unread=1, is_blocked=False, blocks=False)
    assert alices.told() == PeopleChanged([], [bob], [], 2, "People")


def test_somebody_who_is_not_listed_yet_is_put_on_top(town: Town) -> None:
    alices = town.page(town.alice).lists("2:0:0:00")
    town.say(town.mallory, town.alice)
    told = alices.told()
    assert told
    assert (told.on_top, told.people, told.unread) == ([3], [], 1)


def test_as_few_rows_move_as_it_takes(town: Town) -> None:
    for each in (town.bob, town.mallory):
        town.say(town.alice, each)
        town.clock.forward(seconds=1)
    alices = town.page(town.alice).lists("3:0:0:00", "2:0:0:00")
    town.say(town.alice, town.bob)
    told = alices.told()
    assert told
    assert told.on_top == [2]
    town.say(town.alice, town.bob)
    assert alices.told() is None


def test_who_comes_online_is_shown_so_in_the_lists_that_have_them(town: Town) -> None:
    alices = town.page(town.alice).lists("2:0:0:00")
    others = town.page(town.mallory).lists("1:0:0:00")
    town.services.people.seen(town.bob.id)
    bob = Listed(2, "bob", online=True, unread=0, is_blocked=False, blocks=False)
    assert alices.told() == PeopleChanged([], [bob], [], None, "People")
    assert others.told() is None
    assert others.questions == []


def test_a_block_makes_the_row_anew_for_both_and_mallory_hears_nothing_of_it(town: Town) -> None:
    pages = [
        town.page(town.alice).lists("2:0:0:00"),
        town.page(town.bob).lists("1:0:0:00"),
        town.page(town.mallory).lists("1:0:0:00", "2:0:0:00"),
    ]
    town.services.people.block(town.alice.id, town.bob.id)
    assert [told and told.anew for told in (page.told() for page in pages)] == [[2], [1], None]


def test_what_is_taken_back_or_wiped_is_not_there_to_read(town: Town) -> None:
    said = [town.say(town.bob, town.alice), town.say(town.mallory, town.alice)]
    alices = town.page(town.alice).lists("3:1:0:00", "2:1:0:00")
    town.services.withdrawals.take_back(town.bob.id, town.alice.id, said[0].id)
    town.services.withdrawals.wipe(town.mallory.id, town.alice.id)
    told = alices.told()
    assert told
    assert ([each.mark for each in told.people], told.unread) == (["2:0:0:00", "3:0:0:00"], 0)


def test_who_hides_that_they_are_here_sees_of_nobody_that_they_are(town: Town) -> None:
    town.services.people.seen(town.bob.id)
    alices = town.page(town.alice).lists("3:0:0:00", "2:0:1:00")
    who = town.services.accounts.viewer(town.services.accounts.sign_in(town.alice))
    assert who
    town.services.profile.prefer(who, {"shows_presence": "off"})
    told = alices.told()
    assert told
    assert [each.mark for each in told.people] == ["2:0:0:00"]


def test_the_row_of_who_has_gone_is_asked_for_and_so_goes(town: Town) -> None:
    alices = town.page(town.alice).lists("2:0:0:00", "3:0:0:00")
    town.services.administration.disable(town.bob.id)
    assert alices.told() == PeopleChanged([], [], [2], None, "People")
    assert alices.told() is None


def test_a_message_is_heard_where_that_is_wanted_and_at_most_once_in_two_seconds(town: Town) -> None:
    alices = town.page(town.alice, sound=True).lists("2:0:0:00")
    quiet = town.page(town.alice).lists("2:0:0:00")
    mallorys = town.page(town.mallory, sound=True).lists("2:0:0:00")
    for _ in range(2):
        town.say(town.bob, town.alice)
        alices.told(after=1.9)
    assert alices.rings == 1
    town.clock.forward(seconds=0.2)
    town.say(town.alice, town.bob)
    alices.told()
    assert alices.rings == 1
    town.say(town.bob, town.alice)
    for page in (alices, quiet, mallorys):
        page.told()
    assert (alices.rings, quiet.rings, mallorys.rings) == (2, 0, 0)


def test_a_page_says_whom_it_lists() -> None:
    said = parse('{"type": "list", "row": ["2:0:1:00", "3:12:0:10", "x", 7], "q": "", "title": "People"}')
    assert said == Shows({2: "2:0:1:00", 3: "3:12:0:10"}, searched=False, title="People")
    assert parse('{"type": "list", "row": "2:0:1:00", "q": "b"}') == Shows({2: "2:0:1:00"}, searched=True)
    assert parse('{"type": "list"}') == Shows()


@pytest.mark.parametrize("row", ["7", "{}", "null"])
def test_a_page_that_lists_what_is_none_says_nothing(row: str) -> None:
    with pytest.raises(UnknownFrame):
        parse(f'{{"type": "list", "row": {row}}}')
