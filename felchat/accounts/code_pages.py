"""The second step of a sign-in: the code, where an account has a second factor."""

from flask import Blueprint, flash, render_template, session, url_for
from flask.typing import ResponseReturnValue

from felchat.accounts.domain import InvalidCredentials
from felchat.accounts.factor import CodeRefused, comparable_code, is_of_the_app
from felchat.accounts.pending import KEY, pending
from felchat.accounts.visitor import begin_session
from felchat.accounts.words import problem_with
from felchat.limits.domain import TooMany
from felchat.proxies import asker
from felchat.services import services
from felchat.web import go_to, refused, typed, wants_fragment

bp = Blueprint("code", __name__)


@bp.get("/users/login/code")
def ask() -> ResponseReturnValue:
    return form({}) if pending() else begin_anew()


@bp.post("/users/login/code")
def submitted() -> ResponseReturnValue:
    waiting, code = pending(), typed("code")
    if waiting is None:
        return begin_anew()
    try:
        with services.tries.of(waiting.account.username, asker()):
            begin_session(waiting.account, waiting.remembered, code)
    except InvalidCredentials:
        return begin_anew()
    except (CodeRefused, TooMany) as reason:
        return form({"code": problem_with(reason)}), *refused(reason)
    if not is_of_the_app(comparable_code(code)):
        flash("recovered")
        return go_to(url_for("second_factor.index"))
    return go_to(waiting.next or url_for("people.index"))


def form(problems: dict[str, str]) -> str:
    return render_template(f"accounts/{'_code_form' if wants_fragment() else 'code'}.html", problems=problems)


def begin_anew() -> ResponseReturnValue:
    """It took too long, or something about the account is new: the password is asked for once more."""
    if session.pop(KEY, None):
        flash("late")
    return go_to(url_for("accounts.login"))
