"""The log of a conversation for whoever has no JavaScript: a page in a frame, which loads itself again.

So what is being typed beside it stays. In a frame every answer has to say something: no other page may be
shown there, and nobody can be sent away from it.
"""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from felchat.accounts.visitor import is_signed_in, viewer
from felchat.chat.doorway import other_person
from felchat.chat.message_id import MessageId
from felchat.chat.page_facts import facts, standing_if_known
from felchat.domain import StorageAway
from felchat.headers import POLICY_IN_A_FRAME
from felchat.people.domain import Person
from felchat.services import services

LOOKS_EVERY = 5
"""Seconds."""
IN_A_FRAME = {"Content-Security-Policy": POLICY_IN_A_FRAME}

bp = Blueprint("log", __name__, url_prefix="/chat")


@bp.get("/log")
def show() -> ResponseReturnValue:
    """The newest messages, again and again; or those before one, or all that are to stay `still`."""
    try:
        if not is_signed_in():
            return render_template("chat/log_ended.html", words=_("Signed out.")), IN_A_FRAME
        return log_with(other_person()), IN_A_FRAME
    except NotFound:
        words = _("There is no such person any more.")
        return render_template("chat/log_ended.html", words=words), 404, IN_A_FRAME
    except StorageAway:
        words = _("Felchat cannot reach its memory just now. Nothing is lost.")
        return render_template("chat/log_ended.html", words=words, looks_every=LOOKS_EVERY), 503, IN_A_FRAME


def log_with(other: Person) -> str:
    before, still = (MessageId.parse(request.args.get(each, "")) for each in ("before", "still"))
    lines = services.chat.history(viewer().id, other.id, before)
    if lines and not before:
        services.chat.read(viewer().id, other.id, lines[-1].id)
    standing = standing_if_known(other)
    return render_template(
        "chat/log.html",
        looks_every=None if before or "still" in request.args else LOOKS_EVERY,
        still=still,
        above=before,
        standing=standing,
        read=standing.read,
        **facts(other, lines),
    )
