"""Blocking from within the conversation.

How the two stand every page learns by a push. What is answered here closes the menu in which it was asked,
and gives the focus a place.
"""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from felchat.accounts.visitor import viewer
from felchat.chat.doorway import other_person
from felchat.chat.page_facts import view_of
from felchat.people.domain import Person
from felchat.services import services
from felchat.web import wants_fragment

bp = Blueprint("blocking", __name__, url_prefix="/chat")


@bp.post("/block")
@login_required
def block() -> ResponseReturnValue:
    return changed(services.people.block, _("Blocked."))


@bp.post("/unblock")
@login_required
def unblock() -> ResponseReturnValue:
    return changed(services.people.unblock, _("Unblocked."))


def changed(change: Callable[[int, int], Person], words: str) -> ResponseReturnValue:
    other = other_person()
    change(viewer().id, other.id)
    if wants_fragment():
        return render_template("chat/_menu_done.html", words=words, view=view_of(viewer(), other))
    return redirect(url_for("chat.conversation", user=other.id), 303)
