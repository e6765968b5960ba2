"""What may happen in a chat, done to the real one and to the model, and compared."""

from collections.abc import Iterator

import pytest

from felchat.chat.domain import Blocked, Message, Withdrawn
from tests.conftest import RETENTION_MS
from tests.contract.chat_agreement import agree_on_directory, agree_on_page, agree_on_reading
from tests.contract.chat_model import ALICE, BOB, PAIRS, ChatModel, Pair, Said, as_said
from tests.contract.chat_pages import Page
from tests.contract.chat_processes import Process
from tests.contract.chat_stages import Stage

PAGES_ASK_EVERY_MS = 30_000


class ComparedChat:
    """The chat on a stage, the model beside it, and a page for each of the two in each conversation."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.model = ChatModel(RETENTION_MS, stage.now())
        self.pages = {pair: Page(self.at(pair[0]), *pair) for pair in PAIRS}
        for pair in PAIRS:
            self.look(pair)

    def say(self, pair: Pair, body: str, process: int, lost: bool, times: int) -> None:
        with self.stage.losing(lost):
            for _ in range(times):
                self._send(pair, body, f"n{len(self.model.said)}", process, lost)

    def say_unheard(self, pair: Pair, body: str, process: int) -> None:
        """Nobody hears of it, but of something else; and within half a minute it is there all the same."""
        self.say(pair, body, process, lost=True, times=1)
        for _ in range(2):
            self.wait(20_000)
            self.unblock(pair, process, lost=False)
            self.look(pair)

    def say_maybe_again(self, pair: Pair, body: str, nonce: str, process: int, lost: bool) -> None:
        """By a nonce that may have been used before: for the same text or another one, with whomever."""
        with self.stage.losing(lost):
            self._send(pair, body, nonce, process, lost)

    def say_again_from_the_page(self, pair: Pair, body: str, which: int) -> None:
        """It heard nothing of what it sent, so it sends once more, and is told of what is kept."""
        if own := [each for each in self.model.messages(*pair) if each.sender == pair[0]]:
            kept = self._send(pair, body, own[-1 - which % len(own)].nonce, process=0)
            if kept and self.pages[pair].is_connected:
                self.pages[pair].was_told(kept)

    def block(self, pair: Pair, process: int, lost: bool) -> None:
        with self.stage.losing(lost):
            self.at(process).people.block(*pair)
        self.model.blocks.add(pair)
        self._standing_changed(pair, lost)

    def unblock(self, pair: Pair, process: int, lost: bool) -> None:
        with self.stage.losing(lost):
            self.at(process).people.unblock(*pair)
        self.model.blocks.discard(pair)
        self._standing_changed(pair, lost)

    def read(self, pair: Pair, process: int, which: int) -> None:
        """Up to any message that ever was between the two, whether it lives or not."""
        if said := self.model.ever_between(*pair):
            for last in (said[-1 - which % len(said)], said[0]):  # what was seen before stays seen
                self.at(process).chat.read(*pair, last.id)
                self.model.read(*pair, last)
            agree_on_directory(self.model, self.at(process), pair[0])

    def load(self, pair: Pair, process: int) -> None:
        """The page is loaded anew, maybe from another process."""
        self.pages[pair].disconnect()
        page = self.pages[pair] = Page(self.at(process), *pair)
        page.begins = self.model.said.index(page.shown[0]) if page.shown else len(self.model.said)

    def connect(self, pair: Pair, syncs: bool) -> None:
        """It says what it shows at once, or when it is looked at."""
        self.pages[pair].connect()
        if syncs:
            self.pages[pair].sync()

    def disconnect(self, pair: Pair) -> None:
        self.pages[pair].disconnect()

    def look(self, pair: Pair) -> None:
        self.pages[pair].read_all()
        agree_on_page(self.model, self.pages[pair])

    def ask_the_store(self, pair: Pair, process: int) -> None:
        agree_on_reading(self.model, self.at(process), *pair)
        agree_on_directory(self.model, self.at(process), pair[0])

    def resubscribe(self) -> None:
        """What the processes listen to breaks, and comes back."""
        self.stage.resubscribe()
        for page in self.pages.values():
            page.caught_up()

    def wait(self, ms: int) -> None:
        self.stage.forward(ms)
        self.model.now += ms
        for page in self.pages.values():
            page.asks_what_was_lost_until(self.model.now - PAGES_ASK_EVERY_MS)

    def wait_for_a_death(self, which: int, nearly: bool, asks: bool) -> None:
        """Until a message expires, to the millisecond, or to the one before it."""
        if deaths := self.model.deaths():
            self.wait(max(0, deaths[which % len(deaths)] - nearly))
        if asks:
            self.ask_the_store((ALICE, BOB), process=0)

    def at(self, process: int) -> Process:
        return self.stage.processes[process % len(self.stage.processes)]

    def _send(self, pair: Pair, body: str, nonce: str, process: int, lost: bool = False) -> Message | None:
        """What was stored, now or before, or None when the two may not talk."""
        known, blockers = self.model.kept_under(*pair, nonce), self.model.blockers(*pair)
        if known in self.model.gone:
            with pytest.raises(Withdrawn):
                self.at(process).chat.send(*pair, body, nonce)
            return None
        if blockers and not known:
            with pytest.raises(Blocked) as refusal:
                self.at(process).chat.send(*pair, body, nonce)
            assert refusal.value.by == blockers
            return None
        receipt = self.at(process).chat.send(*pair, body, nonce)
        assert receipt.repeated == bool(known)
        assert as_said(receipt.message) == (known or self._kept(pair, body, nonce, receipt.message, lost))
        return receipt.message

    def _kept(self, pair: Pair, body: str, nonce: str, message: Message, lost: bool) -> Said:
        assert all(each.id < message.id for each in self.model.ever_between(*pair))
        self._told(pair, lost)
        return self.model.keep(message.id, *pair, body, nonce)

    def _told(self, pair: Pair, lost: bool) -> None:
        """What happens next in the conversation makes up for whatever was lost before."""
        for page in self._pages_of(pair):
            page.something_happens(self.model.now, lost)

    def _standing_changed(self, pair: Pair, lost: bool) -> None:
        for page in self._pages_of(pair):
            page.standing_changes(self.model.now, lost)

    def _pages_of(self, pair: Pair) -> Iterator[Page]:
        return (self.pages[each] for each in (pair, pair[::-1]))
