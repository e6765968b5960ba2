"""What a page of a conversation is told, as the fragments that htmx swaps in."""

from collections.abc import Mapping

from jinja2 import Environment

from felchat.chat.domain import BadNonce, Standing, Withdrawn
from felchat.chat.entries import messages_in, taken_back_in, wipe_in
from felchat.chat.events import IsTyping
from felchat.chat.page_pushes import PagePushes
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

    def _not_sent(self, step: NotSent) -> str:
        if isinstance(step.reason, Withdrawn):
            return self._push("message_withdrawn", nonce=step.nonce)
        advice = to_be_sent(step.reason) if isinstance(step.reason, TooMany) else advice_for(step.reason)
        if isinstance(step.reason, BadNonce):
            return self._push("notice", advice=advice)
        event = "message_delayed" if can_be_retried(step.reason) else "message_refused"
        return self._push(event, nonce=step.nonce, advice=advice)
