"""The composers that a page swaps in, one after the other, and what is typed in them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from felchat.accounts.visitor import is_signed_in, viewer
from felchat.chat.composer import NONCE, composer_facts, first_nonce, later
from felchat.chat.domain import TooLong
from felchat.chat.doorway import other_person
from felchat.services import services
from felchat.web import A_WEEK

bp = Blueprint("composer", __name__, url_prefix="/chat")


@bp.get("/composer")
@login_required
def following() -> ResponseReturnValue:
    """The composer for the message after `nonce`: fetched ahead, so that sending needs no answer."""
    sent = nonce_named()
    return next_composer(sent, later(sent, 1)), {"Cache-Control": A_WEEK}


@bp.get("/mended")
@login_required
def mended() -> ResponseReturnValue:
    """The sending of a message that was refused and mended, and a composer to write on in.

    The messages after it have been written, perhaps: this composer begins to count anew.
    """
    return next_composer(nonce_named(), first_nonce())


@bp.post("/draft")
def keep_draft() -> ResponseReturnValue:
    """Keep what stands in a composer. There is nothing to answer.

    A page whose session is over says so already; to be sent away to sign in would cost it the text.
    """
    if is_signed_in():
        try:
            services.drafts.keep(viewer().id, other_person().id, request.form.get("body", ""), nonce_named())
        except TooLong:
            raise RequestEntityTooLarge from None
    return "", 204


def nonce_named() -> str:
    """The nonce of a composer, as the form or else the address names it: one of ours, or it is not found."""
    nonce = request.values.get("nonce", "")
    if not NONCE.fullmatch(nonce):
        raise NotFound
    return nonce


def next_composer(sent: str, nonce: str) -> str:
    return render_template("chat/_next_composer.html", sent=sent, **composer_facts(other_person(), nonce))
