"""Where the chat has to agree with the model."""

from itertools import pairwise

from felchat.people.domain import Talk
from tests.contract.chat_model import EVERYBODY, ChatModel, as_said
from tests.contract.chat_pages import Page
from tests.contract.chat_processes import Process
from tests.contract.chat_stages import HISTORY

LAG_OF_THE_DIRECTORY_MS = 1000
"""How late the order of two conversations may be, as RedisTalkRepository says."""


def agree_on_page(model: ChatModel, page: Page) -> None:
    """What the page was given and has not expired is what a fresh read gives from where it begins.

    While a hint was lost that nothing has made up for yet, the end of it may be missing and what is gone
    since may still be there, and nothing else.
    """
    fresh = [each for each in model.between(page.viewer, page.other) if each.number >= page.begins]
    shown = [each for each in page.shown if model.is_young(each)]
    if page.lags_since is not None:
        shown = [each for each in shown if model.is_alive(each)]
        fresh = fresh[: len(shown)]
    assert shown == fresh
    assert not [each for each in page.confirmed_unseen if model.is_alive(each)]
    if not page.stands_otherwise_since:
        assert page.stands
        assert page.stands.blockers == model.blockers(page.viewer, page.other)


def agree_on_reading(model: ChatModel, process: Process, viewer: int, other: int) -> None:
    """The opening read is the end of what lives, and the pages before it are the rest, to the beginning.

    What is read as messages is that without the word of a wipe.
    """
    messages = model.messages(viewer, other)
    assert list(map(as_said, process.chat.said(viewer, other, None, HISTORY))) == messages[-HISTORY:]
    fresh = model.between(viewer, other)
    latest = process.chat.history(viewer, other)
    assert list(map(as_said, latest)) == fresh[-HISTORY:]
    while fresh := fresh[:-HISTORY]:
        latest = process.chat.history(viewer, other, latest[0].id)
        assert list(map(as_said, latest)) == fresh[-HISTORY:]
    assert not latest or not process.chat.history(viewer, other, latest[0].id)


def agree_on_directory(model: ChatModel, process: Process, viewer: int) -> None:
    """Who talks with whom, what is unread, and who has blocked."""
    talks = process.chat.talks(viewer)
    living = {other: said[-1] for other in others(viewer) if (said := model.messages(viewer, other))}
    assert {talk.other_id for talk in talks} == set(living)
    assert sorted(talks, key=other_id) == [Talk(each, model.unread(viewer, each)) for each in sorted(living)]
    for above, below in pairwise(talks):
        assert living[above.other_id].at >= living[below.other_id].at - LAG_OF_THE_DIRECTORY_MS
    for listed in process.people.listed(viewer, others(viewer)):
        assert {viewer} & model.blockers(viewer, listed.id) == ({viewer} if listed.is_blocked else set())
        assert {listed.id} & model.blockers(viewer, listed.id) == ({listed.id} if listed.blocks else set())


def others(viewer: int) -> list[int]:
    return [each for each in EVERYBODY if each != viewer]


def other_id(talk: Talk) -> int:
    return talk.other_id
