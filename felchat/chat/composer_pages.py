"""The composers that a page swaps in, one after the other, and what is typed in them."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.exceptions import BadRequest, NotFound, RequestEntityTooLarge

from felchat.accounts.preferences import UnknownPreference
from felchat.accounts.visitor import is_signed_in, viewer
from felchat.chat.composer import BREAKS, NONCE, SENDS, composer_facts, first_nonce, later
from felchat.chat.domain import TooLong
from felchat.chat.doorway import other_person
from felchat.headers import A_WEEK
from felchat.people.domain import Person
from felchat.services import services
from felchat.web import go_to, typed, wants_fragment

bp = Blueprint("composer", __name__, url_prefix="/chat")


@bp.get("/composer")
@login_required
def following() -> ResponseReturnValue:
    """The composer for the message after `nonce`: fetched ahead, so that sending needs no answer."""
    sent, enter = nonce_named(), request.args.get("enter", "")
    if enter not in (SENDS, BREAKS):
        raise NotFound
    return next_composer(sent, later(sent, 1), enter), {"Cache-Control": A_WEEK}


@bp.get("/mended")
@login_required
def mended() -> ResponseReturnValue:
    """The sending of a message that was refused and mended, and a composer to write on in.

    The messages after it have been written, perhaps: this composer begins to count anew.
    """
    return next_composer(nonce_named(), first_nonce(), viewer().preferences.enter)


@bp.post("/draft")
def keep_draft() -> ResponseReturnValue:
    """Keep what stands in a composer. There is nothing to answer.

    A page whose session is over says so already; to be sent away to sign in would cost it the text.
    """
    if is_signed_in():
        keep(other_person(), typed("body"), nonce_named())
    return "", 204


@bp.post("/enter")
@login_required
def choose_enter() -> ResponseReturnValue:
    """Choose what Enter does from now on, here and elsewhere. What is typed stays in its composer."""
    other, body, nonce = other_person(), typed("body"), nonce_named()
    keep(other, body, nonce)
    try:
        chosen = services.profile.prefer(viewer(), {"enter": typed("enter")})
    except UnknownPreference:
        raise BadRequest from None
    if wants_fragment():
        composer = composer_facts(other, nonce, chosen.enter, draft=body)
        return render_template("chat/_composer.html", **composer)
    return go_to(url_for("chat.conversation", user=other.id))


def keep(other: Person, body: str, nonce: str) -> None:
    try:
        services.drafts.keep(viewer().id, other.id, body, nonce)
    except TooLong:
        raise RequestEntityTooLarge from None


def nonce_named() -> str:
    """The nonce of a composer, as the form or else the address names it: one of ours, or it is not found."""
    nonce = request.values.get("nonce", "")
    if not NONCE.fullmatch(nonce):
        raise NotFound
    return nonce


def next_composer(sent: str, nonce: str, enter: str) -> str:
    composer = composer_facts(other_person(), nonce, enter)
    return render_template("chat/_next_composer.html", sent=sent, **composer)
