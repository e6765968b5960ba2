"""What a page is told, as the fragments that htmx swaps in.

Rendered through the bare Jinja environment with the facts named here: Flask's render_template would
run Flask-Login's context processor, and with it a database query, for every push.
"""

from collections.abc import Mapping

from jinja2 import Environment

from felchat.chat.domain import BadNonce, Standing, Withdrawn
from felchat.chat.entries import messages_in, taken_back_in, wipe_in
from felchat.chat.events import Crowded, IsTyping
from felchat.chat.steps import Away, Live, NotSent, Repeated, SeenUpTo, Shown, Told, Unreadable
from felchat.chat.view import View
from felchat.chat.words import advice_for, can_be_retried, notice_of


class Pushes:
    """Renders for one viewer's page."""

    def __init__(self, jinja: Environment, view: View, what_forms_need: Mapping[str, object]) -> None:
        self._jinja = jinja
        self._facts = {"view": view, **what_forms_need}

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
            case SeenUpTo(last):
                return self._push("seen", last=last)
            case Live() | IsTyping():
                return self._push("live" if isinstance(step, Live) else "is_typing")
            case Away() | Crowded() | Unreadable():
                event = "storage_away" if isinstance(step, Away) else "notice"
                return self._push(event, advice=notice_of(step))

    def _shown(self, step: Shown) -> str:
        wiped, messages = wipe_in(step.entries), messages_in(step.entries)
        return self._push(
            "message_sent",
            anew=step.anew,
            before=step.before,
            wiped=wiped,
            messages=messages,
            taken_back=taken_back_in(step.entries),
            last=messages[-1] if messages else wiped,
        )

    def _not_sent(self, step: NotSent) -> str:
        if isinstance(step.reason, Withdrawn):
            return self._push("message_withdrawn", nonce=step.nonce)
        advice = advice_for(step.reason)
        if isinstance(step.reason, BadNonce):
            return self._push("notice", advice=advice)
        event = "message_delayed" if can_be_retried(step.reason) else "message_refused"
        return self._push(event, nonce=step.nonce, advice=advice)

    def _push(self, event: str, **facts: object) -> str:
        return self._jinja.get_template(f"chat/{event}.push.html").render(self._facts | facts)
