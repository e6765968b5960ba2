"""Leaving no trace: what is answered to a browser that is to forget, too."""

from flask import make_response, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from felchat.accounts.visitor import viewer
from felchat.services import services
from felchat.web import go_to

EVERYTHING = '"cache", "cookies", "storage"'


def leave_no_trace() -> ResponseReturnValue:
    """Wipe, sign out everywhere, and let the browser forget what it kept of this site.

    That takes the session along, in which it would be said that it is done: the address says so.
    """
    services.profile.leave_no_trace(viewer())
    logout_user()
    session.clear()
    answer = make_response(go_to(url_for("accounts.login", traces="none")))
    answer.headers["Clear-Site-Data"] = EVERYTHING
    return answer
