"""Registering, signing in and signing out."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required, login_user

from felchat.accounts.domain import Account, InvalidCredentials, NotRegistered
from felchat.accounts.visitor import (
    device,
    go_out,
    is_signed_in,
    load_visitor,
    theme,
    viewer,
    viewer_if_any,
)
from felchat.accounts.words import problem_with
from felchat.services import services
from felchat.web import go_to, safe_next, wants_fragment

bp = Blueprint("accounts", __name__)
bp.add_app_template_global(viewer_if_any)
bp.add_app_template_global(theme)


@bp.get("/")
def index() -> ResponseReturnValue:
    return redirect(url_for("people.index" if is_signed_in() else "accounts.login"))


@bp.get("/users/register")
def register() -> ResponseReturnValue:
    return render_template("accounts/register.html", values={}, problems={})


@bp.post("/users/register")
def register_submitted() -> ResponseReturnValue:
    username, email, password = (request.form.get(name, "") for name in ("username", "email", "password"))
    try:
        account = services.accounts.register(username, email, password)
    except NotRegistered as refusal:
        problems = {field: problem_with(reason) for field, reason in refusal.problems.items()}
        return form_again("register", {"username": username, "email": email}, problems)
    return enter(account)


@bp.get("/users/login")
def login() -> ResponseReturnValue:
    return render_template("accounts/login.html", values={"next": request.args.get("next", "")}, problems={})


@bp.post("/users/login")
def login_submitted() -> ResponseReturnValue:
    username = request.form.get("username", "")
    try:
        account = services.accounts.recognise(username, request.form.get("password", ""))
    except InvalidCredentials as refusal:
        values = {"username": username, "next": asked_next()}
        return form_again("login", values, {"password": problem_with(refusal)})
    return enter(account)


@bp.post("/users/logout")
@login_required
def logout() -> ResponseReturnValue:
    services.accounts.sign_out(viewer())
    return go_out()


def enter(account: Account) -> ResponseReturnValue:
    """Begin the browser's session anew, so that nothing from before signing in lives on in it."""
    if is_signed_in():
        services.accounts.sign_out(viewer())
    session.clear()
    login_user(load_visitor(services.accounts.sign_in(account, device())))
    return go_to(safe_next(asked_next()) or url_for("people.index"))


def form_again(form: str, values: dict[str, str], problems: dict[str, str]) -> ResponseReturnValue:
    """The form with what was typed, but for the password, and what is wrong beside its field."""
    template = f"accounts/_{form}_form.html" if wants_fragment() else f"accounts/{form}.html"
    return render_template(template, values=values, problems=problems), 422


def asked_next() -> str:
    return request.values.get("next", "")
