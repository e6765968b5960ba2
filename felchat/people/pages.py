"""The directory: who else is here, and blocking them."""

from collections.abc import Callable

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.exceptions import BadRequest, NotFound

from felchat.accounts.visitor import viewer
from felchat.domain import StorageAway
from felchat.limits.rules import SEARCHES
from felchat.people.domain import BlockingOneself, DirectoryPage, NoSuchPerson, NoSuchPlace, Person
from felchat.people.row import row_of
from felchat.services import services
from felchat.web import id_named, wants_fragment

bp = Blueprint("people", __name__, url_prefix="/users")
bp.add_app_template_global(row_of)
BESIDE = 30
"""How many of the newest stand beside a page, after those whom the viewer talks to."""


@bp.app_template_global()
def people_beside() -> DirectoryPage | None:
    """Who is listed beside a page; None while a store is away, for the page is about something else."""
    g.unread = 0
    try:
        return listed(limit=BESIDE)
    except StorageAway:
        return None


@bp.app_template_global()
def unread() -> int | None:
    """In how many conversations there is something to read; None on a page that lists nobody."""
    found: int | None = g.get("unread")
    return found


def listed(search: str = "", cursor: str = "", limit: int = 50) -> DirectoryPage:
    page = services.people.directory(viewer().id, search, cursor, limit)
    g.unread = page.unread
    return page


@bp.after_app_request
def note_who_is_here(response: Response) -> Response:
    if viewer_id := g.get("viewer_id"):
        services.people.seen(viewer_id)
    return response


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    search, cursor = request.args.get("q", ""), request.args.get("cursor", "")
    if search:
        services.limits.take((SEARCHES, viewer().id))
    try:
        page = listed(search, cursor)
    except NoSuchPlace:
        raise NotFound from None
    template = "people/_people.html" if wants_rows() else "people/index.html"
    return render_template(template, page=page, search=search, cursor=cursor)


@bp.get("/<int:person_id>/row")
@login_required
def row(person_id: int) -> ResponseReturnValue:
    """That person as they are listed now, for a page that was told of them; nothing if they have gone."""
    found = services.people.listed(viewer().id, [person_id])
    open_id = request.args.get("open", type=id_named)
    return "".join(row_of(each, open_id) for each in found)


@bp.post("/<int:person_id>/block")
@login_required
def block(person_id: int) -> ResponseReturnValue:
    return changed(services.people.block, person_id)


@bp.post("/<int:person_id>/unblock")
@login_required
def unblock(person_id: int) -> ResponseReturnValue:
    return changed(services.people.unblock, person_id)


def changed(change: Callable[[int, int], Person], person_id: int) -> ResponseReturnValue:
    """Make the change; back comes the person as they are listed now, or the list."""
    try:
        person = change(viewer().id, person_id)
    except NoSuchPerson:
        raise NotFound from None
    except BlockingOneself:
        raise BadRequest from None
    if wants_fragment():
        [shown] = services.people.listed(viewer().id, [person.id])
        return render_template("people/_person.html", person=shown, was_changed=True)
    return redirect(url_for("people.index"), 303)


def wants_rows() -> bool:
    """Whether htmx asks for people to list, and not for the page around them."""
    return wants_fragment() and request.headers.get("HX-Target", "").endswith(("#directory", "#more"))
