"""One's own invitations: a page where they are made, listed and revoked."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from felchat.accounts.invitation import MayNotInvite, TooManyInvitations, UnlikelyInvitation
from felchat.accounts.visitor import viewer
from felchat.accounts.words import problem_with
from felchat.services import services
from felchat.web import go_to, wants_fragment, wants_what_changed

bp = Blueprint("invitations", __name__, url_prefix="/users/profile/invitations")


@bp.get("")
@login_required
def index() -> ResponseReturnValue:
    return page()


@bp.post("")
@login_required
def make() -> ResponseReturnValue:
    uses, days = (request.form.get(name, 0, type=int) for name in ("uses", "days"))
    try:
        made = services.invitations.make_own(viewer().id, uses, days)
    except MayNotInvite:
        return page(), 403
    except (UnlikelyInvitation, TooManyInvitations) as refusal:
        return page(uses=uses, days=days, problem=problem_with(refusal)), 422
    return page(made=url_for("accounts.register", invitation=made, _external=True))


@bp.post("/<int:invitation_id>/revoke")
@login_required
def revoke(invitation_id: int) -> ResponseReturnValue:
    services.invitations.revoke_own(viewer().id, invitation_id)
    return page() if wants_fragment() else go_to(url_for("invitations.index"))


def page(made: str = "", uses: int = 1, days: int = 7, problem: str = "") -> str:
    """The page, or for a form that htmx sent what is in it. `made` is a new link, shown this once."""
    return render_template(
        "accounts/_invitations.html" if wants_what_changed() else "accounts/invitations.html",
        invitations=services.invitations.of(viewer().id),
        may_invite=services.invitations.may_invite(viewer().id),
        made=made,
        uses=uses,
        days=days,
        problem=problem,
    )
