"""A message, and the push of a single one: the template of each rendered beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from flask.globals import app_ctx
from flask_babel import gettext
from jinja2 import Environment, pass_environment
from markupsafe import Markup

from felchat.chat.domain import Message
from felchat.chat.links import with_links
from felchat.chat.view import View, powers_of_two
from felchat.stencil import Stencil, mark
from felchat.times import clock_at
from felchat.tongue import Tongue, speaking

DIFFERENT = ("id", "nonce", "author", "left", "ms_left", "time", "body")
"""What differs between messages that are shown to the same side."""

Side = tuple[bool, bool]
"""Whether the message is one's own, and whether it goes on where the one before left off."""
SIDES = [(is_mine, follows) for is_mine in (True, False) for follows in (True, False)]


@dataclass(frozen=True)
class Stencils:
    """Those of one language, for each side."""

    message: Mapping[Side, Stencil]
    push: Mapping[Side, Stencil]


@pass_environment
def shown(jinja: Environment, message: Message, before: Message | None, view: View) -> Markup:
    """The message after that one, as `chat/_message.html` shows it where nothing is known but these."""
    side = view.is_mine(message), view.follows(message, before)
    return stencils(jinja, view.reader.language).message[side].filled(**values(message, view))


def values(message: Message, view: View) -> dict[str, object]:
    """What the holes are filled with."""
    ms_left = view.ms_left(message.id)
    return {
        "id": message.id,
        "nonce": message.nonce,
        "author": view.other.username,
        "left": powers_of_two(-(-ms_left // 1000)),
        "ms_left": ms_left,
        "time": clock_at(message.id.ms // 1000, view.reader, "message__time"),
        "body": with_links(message.body),
    }


@lru_cache(64)
def stencils(jinja: Environment, language: str) -> Stencils:
    """All of that language. Needs the application's context, when it is asked first."""
    message, push = map(marking(jinja).get_template, ("chat/_message.html", "chat/message_sent.push.html"))
    with speaking(app_ctx.app, Tongue(language)):
        return Stencils(
            {side: Stencil.cut(message.render(facts_of(*side))) for side in SIDES},
            {side: Stencil.cut(push.render(facts_of(*side))) for side in SIDES},
        )


def facts_of(is_mine: bool, follows: bool) -> dict[str, object]:
    """What the templates are given: one message, and marks for what differs."""
    marks = {name: mark(name) for name in DIFFERENT}
    message = SimpleNamespace(**marks, sender=is_mine, sent_at=None)
    view = SimpleNamespace(
        viewer_id=True,
        is_mine=lambda _message: is_mine,
        follows=lambda _message, _before: follows,
        begins_day=lambda _message, _before: False,
        ends_what_was_read=lambda _message, _following, _read: False,
        author=lambda _message: gettext("You") if is_mine else mark("author"),
        seconds_left=lambda _message: mark("left"),
        ms_left=lambda _id: mark("ms_left"),
    )
    nothing_else = {"anew": False, "before": None, "wiped": None, "taken_back": (), "cut": None}
    same = {"message": message, "messages": [message], "last": message}
    return {"view": view, "by_template": True, **same, **nothing_else}


def marking(jinja: Environment) -> Environment:
    """The environment of the templates, whose filters leave marks."""
    marking = jinja.overlay()
    marking.filters = {
        **jinja.filters,
        "clock": lambda _at, _css: mark("time"),
        "with_links": lambda _body: mark("body"),
    }
    return marking
