"""Taking back what was said, by a plain form or by htmx."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.exceptions import NotFound

from felchat.accounts.visitor import is_signed_in, viewer
from felchat.chat.domain import NoSuchMessage
from felchat.chat.doorway import other_person
from felchat.chat.message_id import MessageId
from felchat.chat.page_facts import view_of
from felchat.headers import POLICY_IN_A_FRAME
from felchat.people.domain import Person
from felchat.services import services
from felchat.web import go_to, safe_next, typed, wants_fragment

bp = Blueprint("withdrawals", __name__, url_prefix="/chat")


@bp.after_request
def let_it_be_framed(response: Response) -> Response:
    """The form may stand in a frame (log_pages.py), where whatever is answered has to be shown."""
    response.headers["Content-Security-Policy"] = POLICY_IN_A_FRAME
    return response


@bp.post("/take-back")
def take_back() -> ResponseReturnValue:
    """Remove the viewer's own message that the form names. Somebody else's is not found.

    Where the form stood it is also said that one is signed out.
    """
    if not is_signed_in():
        return go_to(safe_next(typed("next")) or url_for("accounts.login"))
    other, message = other_person(), MessageId.parse(request.values.get("message", ""))
    if message is None:
        raise NotFound
    try:
        services.withdrawals.take_back(viewer().id, other.id, message)
    except NoSuchMessage:
        raise NotFound from None
    if wants_fragment():
        return render_template("chat/_taken_back.html", message_id=message, view=view_of(viewer(), other))
    return back_to(other)


@bp.post("/wipe")
@login_required
def wipe() -> ResponseReturnValue:
    """Remove the whole conversation."""
    other = other_person()
    services.withdrawals.wipe(viewer().id, other.id)
    if wants_fragment():
        return render_template(
            "chat/_menu_done.html", words=_("The conversation is wiped."), view=view_of(viewer(), other)
        )
    return back_to(other)


def back_to(other: Person) -> ResponseReturnValue:
    """Where the form stood, since it says so, or the conversation."""
    here = safe_next(typed("next")) or url_for("chat.conversation", user=other.id)
    return redirect(here, 303)
