"""Taking back what was said, by a plain form or by htmx."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.exceptions import NotFound

from felchat.accounts.visitor import viewer
from felchat.chat.domain import NoSuchMessage
from felchat.chat.doorway import other_person
from felchat.chat.message_id import MessageId
from felchat.chat.pages import facts
from felchat.people.domain import Person
from felchat.services import services
from felchat.web import safe_next, wants_fragment

bp = Blueprint("withdrawals", __name__, url_prefix="/chat")


@bp.post("/take-back")
@login_required
def take_back() -> ResponseReturnValue:
    """Remove the viewer's own message that the form names. Somebody else's is not found."""
    other, message = other_person(), MessageId.parse(request.values.get("message", ""))
    if message is None:
        raise NotFound
    try:
        services.withdrawals.take_back(viewer().id, other.id, message)
    except NoSuchMessage:
        raise NotFound from None
    if wants_fragment():
        return render_template("chat/_taken_back.html", message_id=message, **facts(other, []))
    return back_to(other)


@bp.post("/wipe")
@login_required
def wipe() -> ResponseReturnValue:
    """Remove the whole conversation."""
    other = other_person()
    services.withdrawals.wipe(viewer().id, other.id)
    if wants_fragment():
        return render_template("chat/_wiping_done.html", **facts(other, []))
    return back_to(other)


def back_to(other: Person) -> ResponseReturnValue:
    """Where the form stood, since it says so, or the conversation."""
    here = safe_next(request.form.get("next", "")) or url_for("chat.conversation", user=other.id)
    return redirect(here, 303)
