"""How Flask-Login knows who is looking: by a token that only a living session answers to."""

from dataclasses import dataclass
from typing import cast

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_user, logout_user

from felchat.accounts.domain import Account, Device, InvalidCredentials, Viewer
from felchat.extensions import login
from felchat.services import services
from felchat.tongue import remember
from felchat.web import bearer_token, go_to, wants_fragment


@dataclass(frozen=True)
class Visitor(UserMixin):
    """Somebody signed in, as Flask-Login wants them. What it calls their id is the session's token."""

    viewer: Viewer
    token: str

    def get_id(self) -> str:
        return self.token


def viewer() -> Viewer:
    """Who is looking, in a view that only somebody signed in reaches."""
    return cast(Visitor, current_user).viewer


def is_signed_in() -> bool:
    return bool(cast(Visitor, current_user).is_authenticated)


def viewer_if_any() -> Viewer | None:
    """Who is looking, for the templates; asked only where a template wants to know."""
    return viewer() if is_signed_in() else None


def session_token() -> str:
    return cast(Visitor, current_user).token


def theme() -> str:
    """The theme of whoever is looking, on a page that only somebody signed in reaches.

    Any other page asks nobody, since an error may come from whatever would answer, and leaves it to
    the browser.
    """
    known: Viewer | None = g.get("viewer")
    return known.preferences.theme if known else "auto"


def device() -> Device:
    """From what this request comes."""
    return Device.seen(request.user_agent.string, request.remote_addr or "")


def go_out(traces: str | None = None) -> ResponseReturnValue:
    """Forget who was looking, and send the browser to where one signs in.

    `traces`: what is said there to have been left.
    """
    logout_user()
    session.clear()
    return go_to(url_for("accounts.login", traces=traces))


def begin_session(account: Account, remembered: bool = False, code: str = "") -> None:
    """Begin the browser's session anew, so that nothing from before signing in lives on in it.

    `remembered`: whether it is to outlast the closing of the browser. Raises CodeRefused where a second
    factor asks for a code, and InvalidCredentials; then there is no session.
    """
    end_session()
    token = services.accounts.sign_in(account, device(), remembered, code)
    session.clear()
    session.permanent = remembered
    go_on_with(token)


def go_on_with(token: str) -> None:
    """Let the browser's session be known by that token from now on.

    Raises InvalidCredentials if it was ended meanwhile, from another device or by the operator.
    """
    if (visitor := visitor_with(token)) is None:
        session.clear()
        raise InvalidCredentials
    login_user(visitor)


def end_session() -> None:
    """End the browser's session, if there is one, and whatever is open in its name."""
    if is_signed_in():
        who = viewer()
        services.accounts.sign_out(who.id, who.session_id)
        logout_user()
        session.clear()


def visitor_with(token: str) -> Visitor | None:
    g.viewer = found = services.accounts.viewer(token)
    g.viewer_id = found.id if found else None
    if found:
        remember(found.preferences.language, found.preferences.zone)
    return Visitor(found, token) if found else None


@login.user_loader
def load_visitor(token: str) -> Visitor | None:
    return visitor_with(token) if bearer_token() is None else None


@login.unauthorized_handler
def ask_to_sign_in() -> ResponseReturnValue:
    if request.method != "GET" or wants_fragment():
        return go_to(url_for("accounts.login"))
    return redirect(url_for("accounts.login", next=request.full_path.rstrip("?")), 303)
