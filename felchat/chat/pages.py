"""The conversation's page, and the fragments that it swaps in."""

from collections.abc import Sequence

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import NotFound

from felchat.accounts.visitor import is_signed_in, viewer
from felchat.chat import giving_back
from felchat.chat.composer import NONCE, Unsent, composer_facts, first_nonce
from felchat.chat.domain import Withdrawn
from felchat.chat.doorway import other_person
from felchat.chat.entries import Line
from felchat.chat.links import with_links
from felchat.chat.message_id import MessageId
from felchat.chat.page_facts import facts, standing_if_known, view_of
from felchat.chat.stencil import shown
from felchat.chat.words import advice_for, promise
from felchat.domain import Refusal, StorageAway
from felchat.headers import POLICY_OF_A_FRAMING_PAGE
from felchat.people.domain import NoSuchPerson, Person
from felchat.services import services
from felchat.web import refused, typed

FRAMES_ITS_LOG = {"Content-Security-Policy": POLICY_OF_A_FRAMING_PAGE}
"""For whoever has no JavaScript: see log_pages.py."""

bp = Blueprint("chat", __name__, url_prefix="/chat")
bp.add_app_template_filter(with_links)
bp.add_app_template_global(shown)
bp.register_error_handler(CSRFError, giving_back.from_stale_page)


@bp.get("")
@login_required
def conversation() -> ResponseReturnValue:
    other = other_person()
    lines = services.chat.history(viewer().id, other.id)
    if lines:
        services.chat.read(viewer().id, other.id, lines[-1].id)
    return page(other, lines), FRAMES_ITS_LOG


@bp.post("")
def send() -> ResponseReturnValue:
    """Send without a socket. The answer to a plain form is the page, anew."""
    if not is_signed_in():
        return giving_back.from_sign_in()
    body, nonce = typed("body"), request.form.get("nonce") or first_nonce()
    try:
        other = other_person()
        services.chat.send(viewer().id, other.id, body, nonce)
    except (NotFound, NoSuchPerson):
        return giving_back.from_nobody_there()
    except Withdrawn:
        pass  # it was said, and is not to come back
    except (Refusal, StorageAway) as reason:
        unsent = Unsent(body, nonce, advice_for(reason))
        status, headers = refused(reason)
        return page(other, history_if_any(other), unsent), status, headers | FRAMES_ITS_LOG
    return redirect(url_for("chat.conversation", user=other.id), 303)


@bp.get("/history")
@login_required
def history() -> ResponseReturnValue:
    other = other_person()
    before = MessageId.parse(request.args.get("before", ""))
    if before is None:
        raise NotFound
    lines = services.chat.history(viewer().id, other.id, before)
    read = standing_if_known(other).read
    return render_template("chat/_history.html", above=before, read=read, **facts(other, lines))


@bp.get("/cut")
@login_required
def cut() -> ResponseReturnValue:
    """What a page that has grown long takes away above that message: it can be had again from the history."""
    oldest = MessageId.parse(request.args.get("oldest", ""))
    if oldest is None:
        raise NotFound
    return render_template("chat/_cut.html", oldest=oldest, view=view_of(viewer(), other_person()))


def page(other: Person, lines: Sequence[Line], unsent: Unsent | None = None) -> str:
    nonce = unsent.nonce if unsent and NONCE.fullmatch(unsent.nonce) else first_nonce()
    draft = "" if unsent else services.drafts.open_in(viewer().id, other.id, nonce)
    standing = standing_if_known(other)
    return render_template(
        "chat/conversation.html",
        session_id=viewer().session_id,
        promise=promise(current_app.config["FELCHAT"].retention_ms),
        standing=standing,
        read=standing.read,
        above=None,
        last=lines[-1] if lines else None,
        **facts(other, lines),
        **composer_facts(other, nonce, viewer().preferences.enter, unsent, draft),
    )


def history_if_any(other: Person) -> Sequence[Line]:
    """The history, or none while the store is away: what was typed is shown again all the same."""
    try:
        return services.chat.history(viewer().id, other.id)
    except StorageAway:
        return []
