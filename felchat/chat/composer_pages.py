"""The composers that a page swaps in, one after the other."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.exceptions import NotFound

from felchat.chat.composer import NONCE, composer_facts, first_nonce, later
from felchat.chat.doorway import other_person
from felchat.web import A_WEEK

bp = Blueprint("composer", __name__, url_prefix="/chat")


@bp.get("/composer")
@login_required
def following() -> ResponseReturnValue:
    """The composer for the message after `nonce`: fetched ahead, so that sending needs no answer."""
    sent = sent_nonce()
    return next_composer(sent, later(sent, 1)), {"Cache-Control": A_WEEK}


@bp.get("/mended")
@login_required
def mended() -> ResponseReturnValue:
    """The sending of a message that was refused and mended, and a composer to write on in.

    The messages after it have been written, perhaps: this composer begins to count anew.
    """
    return next_composer(sent_nonce(), first_nonce())


def sent_nonce() -> str:
    """The nonce of the message being sent, which the address names: one of ours, or it is not found."""
    sent = request.args.get("nonce", "")
    if not NONCE.fullmatch(sent):
        raise NotFound
    return sent


def next_composer(sent: str, nonce: str) -> str:
    return render_template("chat/_next_composer.html", sent=sent, **composer_facts(other_person(), nonce))
