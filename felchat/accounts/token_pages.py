"""The tokens of one's programs: a page where they are made, listed and revoked."""

from collections.abc import Mapping

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from felchat.accounts.api_token import InvalidTokenName, Scope, TooManyTokens
from felchat.accounts.profile_answers import UNCONFIRMED, beside
from felchat.accounts.visitor import viewer
from felchat.accounts.words import problem_with
from felchat.services import services
from felchat.web import go_to, refused, typed, wants_fragment, wants_what_changed

NONE: Mapping[str, str] = {}

bp = Blueprint("tokens", __name__, url_prefix="/users/profile/tokens")


@bp.get("")
@login_required
def index() -> ResponseReturnValue:
    return page()


@bp.post("")
@login_required
def make() -> ResponseReturnValue:
    name, password, code = (typed(each) for each in ("name", "token_password", "token_code"))
    scope = Scope.WRITE if typed("scope") == Scope.WRITE else Scope.READ
    try:
        return page(made=services.profile.make_token(viewer(), password, code, name, scope))
    except (InvalidTokenName, TooManyTokens, *UNCONFIRMED) as reason:
        problems = {beside(reason, "token", otherwise="name"): problem_with(reason)}
        return page(name=name, scope=scope, problems=problems), *refused(reason)


@bp.post("/<int:token_id>/revoke")
@login_required
def revoke(token_id: int) -> ResponseReturnValue:
    services.tokens.revoke(viewer().id, token_id)
    return page() if wants_fragment() else go_to(url_for("tokens.index"))


def page(
    made: str = "", name: str = "", scope: Scope = Scope.READ, problems: Mapping[str, str] = NONE
) -> str:
    """The page, or for a form that htmx sent what is in it. `made` is a new token, shown this once."""
    template = "accounts/_tokens.html" if wants_what_changed() else "accounts/tokens.html"
    tokens = services.tokens.of(viewer().id)
    values = {"made": made, "name": name, "scope": scope}
    factor = services.securing.factor(viewer())
    return render_template(template, tokens=tokens, factor=factor, problems=problems, **values)
