"""A browser's page of a conversation: what it shows, and how it comes back when it fell behind."""

from contextlib import ExitStack
from functools import partial

from felchat.accounts.domain import Viewer
from felchat.chat.domain import Message, Standing
from felchat.chat.entries import Entry, TakenBack
from felchat.chat.mailroom import FellBehind
from felchat.chat.steps import Live, Repeated, Shown, Step, Synced, Unreadable
from tests.contract.chat_model import Said, as_said
from tests.contract.chat_processes import Process


class Page:
    """What the viewer sees of the conversation with the other, through one process."""

    def __init__(self, process: Process, viewer: int, other: int) -> None:
        self.process, self.viewer, self.other = process, viewer, other
        self.shown = [as_said(each) for each in process.chat.history(viewer, other)]
        self.position = self.shown[-1].id if self.shown else None
        self.stands: Standing | None = None
        self.is_connected = self.is_synced = self.is_live = False
        self.begins = 0
        """With which message, by the model's numbers; filled anew, it has all that there is."""
        self.confirmed_unseen: list[Said] = []
        """What it was told to be stored already, while it did not show it."""
        self.lags_since: int | None = None
        self.stands_otherwise_since: int | None = None
        """Since when something was lost on the way to it that nothing has made up for."""

    def connect(self) -> None:
        self.disconnect()
        viewer = Viewer(self.viewer, "somebody", session_id=1)
        self._socket = ExitStack()
        self._listening = self._socket.enter_context(
            self.process.chat.listen(
                viewer, self.other, lambda: viewer, partial(self.process.people.glimpse, self.viewer)
            )
        )
        self._steps = self._listening.steps()
        self.is_connected, self.is_synced, self.is_live = True, False, False
        self.caught_up()

    def disconnect(self) -> None:
        if self.is_connected:
            self._socket.close()
        self.is_connected = False

    def caught_up(self) -> None:
        """It will ask the stores before it goes on."""
        self.lags_since = self.stands_otherwise_since = None

    def something_happens(self, now: int, is_lost: bool) -> None:
        self.lags_since = self._lost_since(self.lags_since, now, is_lost)

    def standing_changes(self, now: int, is_lost: bool) -> None:
        self.stands_otherwise_since = self._lost_since(self.stands_otherwise_since, now, is_lost)

    def asks_what_was_lost_until(self, ms: int) -> None:
        if self.lags_since is not None and self.lags_since <= ms:
            self.lags_since = None
        if self.stands_otherwise_since is not None and self.stands_otherwise_since <= ms:
            self.stands_otherwise_since = None

    def sync(self) -> None:
        if not self.is_synced:
            self._listening.say(Synced(self.position))
        self.is_synced = True

    def was_told(self, repeated: Message) -> None:
        """What its viewer sent again is stored already."""
        self._listening.say(Repeated(repeated))

    def read_all(self) -> None:
        """Show everything that came so far, and come back if that was too much."""
        if not self.is_connected:
            self.connect()
        self.sync()
        self.process.settle(self.viewer)
        self._listening.say(Unreadable())
        try:
            for step in self._steps:
                if step == Unreadable():
                    return
                self._show(step)
        except FellBehind:
            self.connect()
            self.read_all()

    def _lost_since(self, before: int | None, now: int, is_lost: bool) -> int | None:
        """What happens next makes up for whatever was lost before, unless it is lost, too."""
        if not (is_lost and self.is_live):
            return None
        return now if before is None else before

    def _show(self, step: Step) -> None:
        match step:
            case Shown(entries, anew):
                if anew:
                    self.shown, self.begins = [], 0
                for entry in entries:
                    self._show_entry(entry)
                self.position = entries[-1].id if entries else None
            case Standing():
                self.stands = step
            case Repeated(message) if self.is_live and not (self.position and message.id <= self.position):
                self.confirmed_unseen.append(as_said(message))
            case Live():
                self.is_live = True

    def _show_entry(self, entry: Entry) -> None:
        if isinstance(entry, TakenBack):
            self.shown = [each for each in self.shown if each.id != entry.message]
        else:
            self.shown.append(as_said(entry))
