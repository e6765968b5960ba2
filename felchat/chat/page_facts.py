"""What the pages of a conversation show, as the facts that their templates are given."""

from collections.abc import Sequence

from flask import current_app

from felchat.accounts.domain import Viewer
from felchat.accounts.visitor import viewer
from felchat.chat.domain import Standing
from felchat.chat.entries import Line, messages_in, wipe_in
from felchat.chat.view import View
from felchat.domain import StorageAway
from felchat.people.domain import Person
from felchat.services import services
from felchat.tongue import tongue


def facts(other: Person, lines: Sequence[Line]) -> dict[str, object]:
    """Those lines as the viewer sees them, and whether there may be more before them."""
    return {
        "view": view_of(viewer(), other),
        "wiped": wipe_in(lines),
        "messages": messages_in(lines),
        "more": len(lines) == services.chat.history_limit,
    }


def view_of(who: Viewer, other: Person) -> View:
    return View(who.id, other, current_app.config["FELCHAT"].retention_ms, services.chat.now, tongue())


def standing_if_known(other: Person) -> Standing:
    """How the two stand; while a store is away nobody has blocked anybody: an open page asks again."""
    try:
        return services.chat.standing(viewer().id, other.id)
    except StorageAway:
        return Standing()
