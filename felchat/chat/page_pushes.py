"""What any open page is told, as the fragments that htmx swaps in.

Rendered through the bare Jinja environment with the facts named here: Flask's render_template would
run Flask-Login's context processor, and with it a database query, for every push.
"""

from collections.abc import Mapping

from jinja2 import Environment

from felchat.chat.events import Crowded
from felchat.chat.steps import PeopleChanged, Rang, Told, Unreadable
from felchat.chat.words import notice_of


class PagePushes:
    """Renders for one viewer's page, with these facts in every fragment."""

    def __init__(self, jinja: Environment, facts: Mapping[str, object]) -> None:
        self._jinja = jinja
        self._facts = facts

    def render(self, step: Told) -> str:
        """The frame that tells the page of that step."""
        match step:
            case PeopleChanged():
                return self._push("people_changed", change=step)
            case Rang():
                return self._push("rang")
            case Crowded() | Unreadable():
                return self._push("notice", advice=notice_of(step))
        raise AssertionError(f"No page is told of {type(step).__name__} without a conversation")

    def filled(self, _step: Told) -> str | None:
        """The same where it takes no template, and so nothing of the application's."""
        return None

    def signed_out(self) -> str:
        """The frame that sends a page away which has nothing to show to who has signed out."""
        return self._push("signed_out")

    def _push(self, event: str, **facts: object) -> str:
        return self._jinja.get_template(f"chat/{event}.push.html").render({**self._facts, **facts})
