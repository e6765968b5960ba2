"""The push of a single message, the one push that there are many of: its template, rendered beforehand.

It is rendered once for each side, with marks where messages differ, and what differs is filled
in. What comes out is what the template would make of it; a test compares the two.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from flask.globals import app_ctx
from flask_babel import gettext
from jinja2 import Environment
from markupsafe import escape

from felchat.chat.domain import Message
from felchat.chat.links import with_links
from felchat.chat.view import View, powers_of_two
from felchat.times import clock_at
from felchat.tongue import Tongue, speaking

TEMPLATE = "chat/message_sent.push.html"
DIFFERENT = ("id", "nonce", "author", "left", "ms_left", "time", "body")
"""What differs between messages that are shown to the same side."""
MARKS = {name: f"\ue000{name}\ue000" for name in DIFFERENT}
"""Stand in the template for what differs, between characters that no template has."""
MARK = "\ue000(.*?)\ue000"


Side = tuple[bool, bool]
"""Whether the message is one's own, and whether it goes on where the one before left off."""


@dataclass(frozen=True)
class Stencil:
    """A push with holes, as a format of Python's."""

    format: str

    def filled(self, message: Message, view: View) -> str:
        """The push of that message, as the template would render it."""
        ms_left = view.ms_left(message.id)
        return self.format % {
            "id": message.id,
            "nonce": escape(message.nonce),
            "author": escape(view.other.username),
            "left": powers_of_two(-(-ms_left // 1000)),
            "ms_left": ms_left,
            "time": clock_at(message.id.ms // 1000, view.reader, "message__time"),
            "body": with_links(message.body),
        }


@lru_cache(64)
def stencils(jinja: Environment, language: str) -> Mapping[Side, Stencil]:
    """One for each side, in that language. Needs the application's context."""
    template = marking(jinja).get_template(TEMPLATE)
    sides = [(is_mine, follows) for is_mine in (True, False) for follows in (True, False)]
    with speaking(app_ctx.app, Tongue(language)):
        return {side: Stencil(holes_in(template.render(facts_of(*side)))) for side in sides}


def holes_in(marked: str) -> str:
    return re.sub(MARK, r"%(\1)s", marked.replace("%", "%%"))


def facts_of(is_mine: bool, follows: bool) -> dict[str, object]:
    """What the template is given: one message, and marks for what differs."""
    message = SimpleNamespace(**MARKS, sender=is_mine, sent_at=None)
    view = SimpleNamespace(
        viewer_id=True,
        is_mine=lambda _message: is_mine,
        follows=lambda _message, _before: follows,
        begins_day=lambda _message, _before: False,
        ends_what_was_read=lambda _message, _following, _read: False,
        author=lambda _message: gettext("You") if is_mine else MARKS["author"],
        seconds_left=lambda _message: MARKS["left"],
        ms_left=lambda _id: MARKS["ms_left"],
    )
    nothing_else = {"anew": False, "before": None, "wiped": None, "taken_back": (), "cut": None}
    return {"view": view, "messages": [message], "last": message, **nothing_else}


def marking(jinja: Environment) -> Environment:
    """The environment of the templates, whose filters leave marks."""
    marking = jinja.overlay()
    marking.filters = {
        **jinja.filters,
        "clock": lambda _at, _css: MARKS["time"],
        "with_links": lambda _body: MARKS["body"],
    }
    return marking
