"""One's second factor: a page where it is switched on and off, and where codes to recover by are made."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from io import BytesIO

import segno
from flask import Blueprint, get_flashed_messages, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.exceptions import BadRequest, NotFound

from felchat.accounts.factor import FactorIsOff, FactorIsOn, address_of, grouped
from felchat.accounts.profile_answers import UNCONFIRMED, beside
from felchat.accounts.visitor import go_on_with, viewer
from felchat.accounts.words import problem_with
from felchat.services import services
from felchat.web import refused, typed, wants_what_changed

KEY = "enrolling"
LASTS = timedelta(minutes=15)
"""How long the secret is shown to whoever has given the password."""

bp = Blueprint("second_factor", __name__, url_prefix="/users/profile/second-factor")


@bp.get("")
@login_required
def index() -> ResponseReturnValue:
    return page(done=[str(each) for each in get_flashed_messages()])


@bp.get("/qr.svg")
@login_required
def qr() -> ResponseReturnValue:
    """The secret for the app's camera, for whoever is switching it on in this browser."""
    if (salt := salt_shown()) is None:
        raise NotFound
    drawn = BytesIO()
    segno.make_qr(address(salt)).save(drawn, kind="svg", border=4, light="#fff", omitsize=True)
    return drawn.getvalue(), {"Content-Type": "image/svg+xml"}


@bp.post("")
@login_required
def change() -> ResponseReturnValue:
    """Do what the form asks whose name stands in the field `action`."""
    action = typed("action")
    if action not in ACTIONS:
        raise BadRequest
    try:
        return ACTIONS[action]()
    except (FactorIsOn, FactorIsOff):  # on another page of theirs
        return page()
    except UNCONFIRMED as reason:
        return page(problems={beside(reason, action): problem_with(reason)}), *refused(reason)


def begin() -> ResponseReturnValue:
    salt = services.securing.begin(viewer(), typed("begin_password"))
    session[KEY] = [salt, services.accounts.clock().timestamp()]
    return page()


def switch_on() -> ResponseReturnValue:
    if (salt := salt_shown()) is None:
        return page(done=["late"])
    codes, token = services.securing.switch_on(viewer(), salt, typed("on_code"))
    session.pop(KEY)
    go_on_with(token)
    return page(codes=codes, done=["on"])


def make_codes() -> ResponseReturnValue:
    return page(codes=services.securing.new_codes(viewer(), typed("codes_password"), typed("codes_code")))


def switch_off() -> ResponseReturnValue:
    go_on_with(services.securing.switch_off(viewer(), typed("off_password"), typed("off_code")))
    return page(done=["off"])


ACTIONS: Mapping[str, Callable[[], ResponseReturnValue]] = {
    "begin": begin,
    "on": switch_on,
    "codes": make_codes,
    "off": switch_off,
}


def page(
    codes: Sequence[str] = (), done: Sequence[str] = (), problems: Mapping[str, str] | None = None
) -> str:
    """The page, or for a form that htmx sent what is in it. `codes` are new, and shown this once."""
    template = "accounts/_second_factor.html" if wants_what_changed() else "accounts/second_factor.html"
    factor = services.securing.factor(viewer())
    salt = None if factor else salt_kept()
    facts = {"factor": factor, "enrolling": enrolling(salt) if salt else None, "codes": codes, "done": done}
    return render_template(template, problems=problems or {}, **facts)


def salt_shown() -> str | None:
    """What the secret is made of that is being given to an app; None if none is, or no more."""
    return None if services.securing.factor(viewer()) else salt_kept()


def salt_kept() -> str | None:
    """The same, as this browser's cookie has it."""
    salt, since = session.get(KEY, (None, 0))
    is_late = services.accounts.clock().timestamp() - since >= LASTS.total_seconds()
    return None if is_late else salt


def enrolling(salt: str) -> Mapping[str, str]:
    """The secret as it is shown: in groups, as a link, and where it is drawn."""
    return {
        "secret": grouped(services.securing.secret(viewer(), salt), " "),
        "address": address(salt),
        "qr": url_for("second_factor.qr", of=salt),
    }


def address(salt: str) -> str:
    """The secret as a link, by which the app knows this account among others."""
    return address_of(services.securing.secret(viewer(), salt), f"{viewer().username}@{request.host}")
