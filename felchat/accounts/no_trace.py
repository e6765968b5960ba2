"""Leaving no trace: what is answered to a browser that is to forget, too."""

from flask import make_response
from flask.typing import ResponseReturnValue

from felchat.accounts.visitor import go_out, viewer
from felchat.services import services

EVERYTHING = '"cache", "cookies", "storage"'


def leave_no_trace() -> ResponseReturnValue:
    """Wipe, sign out everywhere, and let the browser forget what it kept of this site.

    That takes the session along, in which it would be said that it is done: the address says so.
    """
    services.profile.leave_no_trace(viewer())
    answer = make_response(go_out(traces="none"))
    answer.headers["Clear-Site-Data"] = EVERYTHING
    return answer
