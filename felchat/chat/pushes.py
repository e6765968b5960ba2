"""What a page of a conversation is told, as the fragments that htmx swaps in."""

from collections.abc import Mapping

from jinja2 import Environment

from felchat.chat.domain import BadNonce, Message, Standing, Withdrawn
from felchat.chat.entries import messages_in, taken_back_in, wipe_in
from felchat.chat.events import IsTyping
from felchat.chat.page_pushes import PagePushes
from felchat.chat.stencil import stencils, values
from felchat.chat.steps import Away, Beat, Live, NotSent, Outlived, Repeated, SeenUpTo, Shown, Told
from felchat.chat.view import View
from felchat.chat.words import advice_for, can_be_retried, notice_of, to_be_sent
from felchat.limits.domain import TooMany

BARE: Mapping[type[Told], str] = {Live: "live", Beat: "beat", IsTyping: "is_typing"}
"""The push for each step that says all by what it is."""
AT_A_LINE: Mapping[type[Told], str] = {SeenUpTo: "seen", Outlived: "outlived"}
"""That for each which says so of one line."""


class Pushes(PagePushes):
    """Renders for one viewer's page of a conversation."""

    def __init__(self, jinja: Environment, view: View, facts: Mapping[str, object]) -> None:
        super().__init__(jinja, {"view": view, **facts})
        self._view = view
        self._stencils = stencils(jinja, view.reader.language).push

    def render(self, step: Told) -> str:
        """The frame that tells the page of that step."""
        match step:
            case Shown():
                return self._shown(step)
            case Repeated(message):
                return self._push("message_repeated", message=message)
            case NotSent():
                return self._not_sent(step)
            case Standing():
                return self._push("standing", standing=step)
            case SeenUpTo(line) | Outlived(line):
                return self._push(AT_A_LINE[type(step)], line=line)
            case Live() | Beat() | IsTyping():
                return self._push(BARE[type(step)])
            case Away():
                return self._push("storage_away", advice=notice_of(step))
        return super().render(step)

    def _shown(self, step: Shown) -> str:
        return self.filled(step) or self.from_template(step)

    def filled(self, step: Told) -> str | None:
        """The same where it takes no template, and so nothing of the application's."""
        if not isinstance(step, Shown) or not (message := self.just_one(step)):
            return None
        side = self._view.is_mine(message), self._view.follows(message, step.before)
        return self._stencils[side].filled(**values(message, self._view))

    def from_template(self, step: Shown) -> str:
        """The frame that shows whatever that is."""
        wiped, messages = wipe_in(step.entries), messages_in(step.entries)
        return self._push(
            "message_sent",
            anew=step.anew,
            before=step.before,
            cut=step.cut,
            wiped=wiped,
            messages=messages,
            taken_back=taken_back_in(step.entries),
            last=messages[-1] if messages else wiped,
        )

    def just_one(self, step: Shown) -> Message | None:
        """The message, if there is one, and nothing else to show."""
        match step:
            case Shown([Message() as message], anew=False, before=before, cut=None):
                return None if self._view.begins_day(message, before) else message
        return None

    def _not_sent(self, step: NotSent) -> str:
        if isinstance(step.reason, Withdrawn):
            return self._push("message_withdrawn", nonce=step.nonce)
        advice = to_be_sent(step.reason) if isinstance(step.reason, TooMany) else advice_for(step.reason)
        if isinstance(step.reason, BadNonce):
            return self._push("notice", advice=advice)
        event = "message_delayed" if can_be_retried(step.reason) else "message_refused"
        return self._push(event, nonce=step.nonce, advice=advice)
