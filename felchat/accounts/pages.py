"""Registering, signing in and signing out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from felchat.accounts.domain import InvalidCredentials, NotRegistered
from felchat.accounts.factor import CodeNeeded
from felchat.accounts.invitation import NotInvited, RegistrationClosed
from felchat.accounts.pending import wait_for_code
from felchat.accounts.visitor import begin_session, end_session, is_signed_in, theme, viewer_if_any
from felchat.accounts.words import problem_with, problems_with
from felchat.domain import Refusal, TooBusy
from felchat.limits.domain import TooMany
from felchat.limits.rules import REGISTRATIONS
from felchat.proxies import asker
from felchat.services import services
from felchat.web import go_to, refused, safe_next, typed, wants_fragment

bp = Blueprint("accounts", __name__)
bp.add_app_template_global(viewer_if_any)
bp.add_app_template_global(theme)


@bp.app_errorhandler(InvalidCredentials)
def out(_reason: InvalidCredentials) -> ResponseReturnValue:
    """Their session was ended in the very moment in which it was to go on by another token."""
    return go_to(url_for("accounts.login"))


@bp.get("/")
def index() -> ResponseReturnValue:
    return redirect(url_for("people.index" if is_signed_in() else "accounts.login"))


@bp.app_template_global()
def registration() -> str:
    """Who may register: `open`, `invite` or `closed`."""
    return services.registration.policy


@bp.get("/users/register")
def register() -> ResponseReturnValue:
    invitation = request.args.get("invitation", "")
    try:
        services.registration.may_register(invitation)
    except (RegistrationClosed, NotInvited):
        return render_template("accounts/not_admitted.html", invitation=invitation)
    return render_template("accounts/register.html", values={"invitation": invitation}, problems={})


@bp.post("/users/register")
def register_submitted() -> ResponseReturnValue:
    names = ("username", "email", "password", "invitation")
    username, email, password, invitation = map(typed, names)
    values = {"username": username, "email": email, "invitation": invitation}
    try:
        services.limits.take((REGISTRATIONS, asker()))
        account = services.registration.register(username, email, password, invitation)
    except (TooMany, TooBusy) as reason:
        return form_again("register", values, {"password": problem_with(reason)}, reason)
    except (RegistrationClosed, NotInvited):
        template = "_not_admitted" if wants_fragment() else "not_admitted"
        return render_template(f"accounts/{template}.html", invitation=invitation), 403
    except NotRegistered as refusal:
        return form_again("register", values, problems_with(refusal), refusal)
    services.tries.at_home(username, asker())
    begin_session(account)
    flash("welcome")
    return go_on()


@bp.get("/users/login")
def login() -> ResponseReturnValue:
    return render_template("accounts/login.html", values={"next": request.args.get("next", "")}, problems={})


@bp.post("/users/login")
def login_submitted() -> ResponseReturnValue:
    username, remember = typed("username"), typed("remember")
    values = {"username": username, "next": asked_next(), "remember": remember}
    try:
        with services.tries.of(username, asker()):
            account = services.accounts.recognise(username, typed("password"))
        begin_session(account, remembered=bool(remember))
    except CodeNeeded:
        wait_for_code(account, bool(remember), asked_next())
        return go_to(url_for("code.ask"))
    except (InvalidCredentials, TooMany, TooBusy) as reason:
        return form_again("login", values, {"password": problem_with(reason)}, reason)
    return go_on()


@bp.post("/users/logout")
@login_required
def logout() -> ResponseReturnValue:
    end_session()
    return go_to(url_for("accounts.login"))


def go_on() -> ResponseReturnValue:
    return go_to(safe_next(asked_next()) or url_for("people.index"))


def form_again(
    form: str, values: dict[str, str], problems: dict[str, str], reason: Refusal
) -> ResponseReturnValue:
    """The form with what was typed, but for the password, and what is wrong beside its field."""
    template = f"accounts/_{form}_form.html" if wants_fragment() else f"accounts/{form}.html"
    return render_template(template, values=values, problems=problems), *refused(reason)


def asked_next() -> str:
    return request.values.get("next", "")
