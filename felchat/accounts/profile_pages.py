"""One's own profile: what Felchat knows of one, and changing it."""

import json
from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, flash, get_flashed_messages, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.exceptions import BadRequest, NotFound

from felchat.accounts.devices import recognised
from felchat.accounts.domain import NoSuchSession
from felchat.accounts.no_trace import leave_no_trace
from felchat.accounts.preferences import UnknownPreference
from felchat.accounts.profile_answers import UNCONFIRMED, beside, changed, changed_throughout, facts, refused
from felchat.accounts.visitor import go_on_with, go_out, viewer
from felchat.domain import Refusal
from felchat.limits.rules import ADDRESSES
from felchat.services import services
from felchat.tongue import remember
from felchat.web import id_named, typed

bp = Blueprint("profile", __name__, url_prefix="/users/profile")
bp.add_app_template_filter(recognised)


@bp.get("")
@login_required
def index() -> ResponseReturnValue:
    return render_template("accounts/profile.html", **facts(done=get_flashed_messages()))


@bp.get("/data")
@login_required
def data() -> ResponseReturnValue:
    """Everything that is the viewer's, to take along."""
    text = json.dumps(services.profile.everything_of(viewer()), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="felchat.json"'}
    return text, headers | {"Content-Type": "application/json"}


@bp.post("")
@login_required
def change() -> ResponseReturnValue:
    """Do what the form asks whose name stands in the field `action`."""
    if (action := ACTIONS.get(typed("action"))) is None:
        raise BadRequest
    return action()


def change_email() -> ResponseReturnValue:
    email = typed("email")
    try:
        services.limits.take((ADDRESSES, viewer().id))
        services.profile.change_email(viewer(), typed("email_password"), email, typed("email_code"))
    except Refusal as reason:
        return refused("email", beside(reason, "email", otherwise="email"), reason, email=email)
    return changed("email")


def change_password() -> ResponseReturnValue:
    current, new, code = (typed(each) for each in ("current_password", "new_password", "current_code"))
    try:
        token = services.profile.change_password(viewer(), current, new, code)
    except Refusal as reason:
        return refused("password", beside(reason, "current", otherwise="new_password"), reason)
    go_on_with(token)
    return changed("password")


def prefer(section: str) -> ResponseReturnValue:
    choices = {name: choice for name, choice in request.form.items() if name not in ("action", "csrf_token")}
    if not choices:
        raise BadRequest
    try:
        preferences = services.profile.prefer(viewer(), choices)
    except UnknownPreference:
        raise BadRequest from None
    before = viewer().preferences
    if (preferences.language, preferences.zone) != (before.language, before.zone):
        remember(preferences.language, preferences.zone)
        return changed_throughout(section)
    return changed(section)


def revoke() -> ResponseReturnValue:
    session_id = request.form.get("session", 0, type=id_named)
    try:
        services.profile.sign_out_session(viewer(), session_id)
    except NoSuchSession:
        raise NotFound from None
    return go_out() if session_id == viewer().session_id else changed("sessions")


def revoke_others() -> ResponseReturnValue:
    services.profile.sign_out_elsewhere(viewer())
    return changed("sessions")


def delete() -> ResponseReturnValue:
    try:
        services.profile.close_account(viewer(), typed("closing_password"), typed("closing_code"))
    except UNCONFIRMED as reason:
        return refused("closing", beside(reason, "closing"), reason)
    gone = go_out()
    flash("gone")
    return gone


ACTIONS: Mapping[str, Callable[[], ResponseReturnValue]] = {
    "email": change_email,
    "password": change_password,
    "preferences": partial(prefer, "preferences"),
    "privacy": partial(prefer, "privacy"),
    "revoke": revoke,
    "revoke-others": revoke_others,
    "leave-no-trace": leave_no_trace,
    "delete": delete,
}
