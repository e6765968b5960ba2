"""What a form of the profile is answered: its section as it is now, or with what was wrong."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from felchat import web
from felchat.accounts.domain import WrongPassword
from felchat.accounts.factor import CodeRefused
from felchat.accounts.visitor import viewer
from felchat.accounts.words import problem_with
from felchat.accounts.zone_names import zones_to_choose
from felchat.domain import Refusal, TooBusy
from felchat.limits.domain import TooMany
from felchat.services import services
from felchat.web import go_to, wants_fragment

UNCONFIRMED = (WrongPassword, CodeRefused, TooBusy, TooMany)
"""Why it is not confirmed that it is still the viewer."""


def changed(section: str) -> ResponseReturnValue:
    """The section as it is now, for htmx; a plain form is sent to the page, which says that it was done."""
    if wants_fragment():
        return render_template(f"accounts/profile/_{section}.html", **facts(done=[section]))
    return changed_throughout(section)


def changed_throughout(section: str) -> ResponseReturnValue:
    """The whole page once more, which says that it was done."""
    flash(section)
    return go_to(url_for("profile.index"))


def refused(section: str, field: str, reason: Refusal, **values: str) -> ResponseReturnValue:
    """The section with what was typed, but for passwords, and what is wrong beside its field.

    That too many want something just now is the fault of no field: it is said beside that one, too.
    """
    template = f"profile/_{section}" if wants_fragment() else "profile"
    problems = {field: problem_with(reason)}
    page = render_template(f"accounts/{template}.html", **facts(problems=problems, values=values))
    return page, *web.refused(reason)


def beside(reason: Refusal, form: str, otherwise: str = "") -> str:
    """The field of that form which a refusal is said beside."""
    if isinstance(reason, CodeRefused):
        return f"{form}_code"
    return f"{form}_password" if isinstance(reason, UNCONFIRMED) else otherwise


def facts(**of_the_form: object) -> dict[str, object]:
    """What the templates are given: the account, and what was done, or typed and refused."""
    nothing: dict[str, object] = {"done": [], "problems": {}, "values": {}}
    account, at = services.profile.account(viewer()), services.accounts.clock()
    of_the_account: dict[str, object] = {
        "account": account,
        "zones": zones_to_choose(account.preferences.zone, at),
        "sessions": services.profile.sessions(viewer()),
        "factor": services.securing.factor(viewer()),
        "this_session": viewer().session_id,
        "may_invite": services.invitations.may_invite(viewer().id),
    }
    return nothing | of_the_form | of_the_account
