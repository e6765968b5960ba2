"""What a page of a conversation fetches ahead and keeps, for when there is nobody to ask."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from felchat.headers import A_WEEK
from felchat.people.domain import NoSuchPerson
from felchat.services import services
from felchat.web import id_named

bp = Blueprint("offline", __name__, url_prefix="/chat")


@bp.get("/connection")
def connection() -> ResponseReturnValue:
    """What a lost connection is called. The page fetches it ahead, for afterwards there may be no asking."""
    page_session, other_id = (request.args.get(each, type=id_named) for each in ("session", "user"))
    fragment = render_template(
        "chat/_connection.html",
        page_session=page_session,
        other_id=other_id,
        has_gone=partial(has_gone, other_id),
    )
    return fragment, {"Cache-Control": A_WEEK} if "cached" in request.args else {}


@bp.get("/waiting")
def waiting() -> ResponseReturnValue:
    """What a page says that cannot fetch one more composer; fetched ahead for the same reason."""
    return render_template("chat/_waiting.html"), {"Cache-Control": A_WEEK}


@bp.get("/at-the-end")
def at_the_end() -> ResponseReturnValue:
    """Where the focus goes of who asks for the newest messages; fetched ahead, that it goes offline, too."""
    return render_template("chat/_at_the_end.html"), {"Cache-Control": A_WEEK}


@bp.get("/gone")
def gone() -> ResponseReturnValue:
    """Nothing: what an expired message asks for when its time is up, and is removed by."""
    return "", {"Cache-Control": A_WEEK}


def has_gone(person_id: int | None) -> bool:
    if person_id is not None:
        try:
            services.people.get(person_id)
        except NoSuchPerson:
            return True
    return False
