"""What was written in a plain form and not sent comes back where no page of the conversation can show it."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from felchat.accounts.visitor import ask_to_sign_in, is_signed_in
from felchat.chat.words import advice_for
from felchat.domain import StorageAway
from felchat.errors import cookie_needs_https, note_refusal, show_error, show_storage_away
from felchat.people.domain import NoSuchPerson
from felchat.web import typed, wants_fragment


def from_nobody_there() -> ResponseReturnValue:
    advice = advice_for(NoSuchPerson())
    return not_sent(advice, url_for("people.index"), _("To the others")), 404


def from_sign_in() -> ResponseReturnValue:
    """To whoever was signed out meanwhile; where nothing was written they are only asked to sign in."""
    if wants_fragment() or not request.form.get("body"):
        answer: ResponseReturnValue = ask_to_sign_in()
        return answer
    advice = _("Not sent: you are not signed in any more. Copy your message, sign in, and send it again.")
    way = url_for("accounts.login", next=conversation())
    return not_sent(advice, way, _("Sign in")), 403


def from_stale_page(error: CSRFError) -> ResponseReturnValue:
    """To whoever is somebody else by now, or signed in anew, and sent it from a page of before."""
    if wants_fragment() or not request.form.get("body") or cookie_needs_https():
        return show_error(error)
    note_refusal(error)
    try:
        return given_back() if is_signed_in() else from_sign_in()
    except StorageAway as away:  # nobody handles what is raised where an error is answered
        return show_storage_away(away)


def given_back() -> ResponseReturnValue:
    advice = _(
        "Not sent: you may have signed in or out since the page was opened. "
        "Copy your message, go back to the conversation, and send it there."
    )
    return not_sent(advice, conversation(), _("To the conversation")), 400


def conversation() -> str:
    return url_for("chat.conversation", user=request.args.get("user"))


def not_sent(advice: str, way: str, words: str) -> str:
    body = typed("body")
    return render_template("chat/not_sent.html", advice=advice, body=body, way=way, words=words)
