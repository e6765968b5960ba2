"""Who else is here, and blocking them, in JSON."""

from flask import Response, abort, url_for
from pydantic import BaseModel, Field, RootModel

from felchat import api
from felchat.accounts.caller import caller_id
from felchat.api_models import Done, Problem
from felchat.limits.rules import SEARCHES
from felchat.people.domain import BlockingOneself, NoSuchPerson, NoSuchPlace
from felchat.people.service import MOST_LISTED
from felchat.services import services

bp = api.blueprint("people_api", __name__, "/users", "People")


class Which(BaseModel):
    """Which of the others."""

    q: str = Field("", description="What their names begin with")
    limit: int = Field(50, ge=1, le=MOST_LISTED, description="How many at most")
    cursor: str = Field("", description="Where to go on: the `Link` of the page before has it")


class Somebody(BaseModel):
    """Somebody else."""

    id: int
    username: str
    online: bool = Field(description="Was here within the last minute; never told while one blocks the other")


class People(RootModel[list[Somebody]]):
    """Some of the others."""


class Person(BaseModel):
    """Who is meant."""

    user_id: int = Field(examples=[2])


@bp.get("/", responses={200: People})
def people(query: Which) -> Response:
    """Who else is here

    The newest come first, or, when `q` is searched, they come by name. The header
    `Link: <…>; rel="next"` leads to the next page, and is missing on the last.
    """
    if query.q:
        services.limits.take((SEARCHES, caller_id()))
    try:
        page = services.people.everybody(caller_id(), query.q, query.cursor, query.limit)
    except NoSuchPlace as refusal:
        return api.refused_fields({"cursor": (refusal, "Use what the page before gave.")})
    found = [Somebody(id=each.id, username=each.username, online=each.online) for each in page.people]
    answer = api.answer(People(found))
    if page.next:
        rest = url_for("people_api.people", q=query.q or None, limit=query.limit, cursor=page.next)
        answer.headers["Link"] = f'<{rest}>; rel="next"'
    return answer


@bp.post("/block/<user_id>", responses={200: Done, 400: Problem, 404: Problem})
def block(path: Person) -> Response:
    """Block somebody

    While either has blocked the other, neither can send, and neither sees whether the other is online.
    """
    try:
        services.people.block(caller_id(), path.user_id)
    except NoSuchPerson:
        abort(404, "No such user")
    except BlockingOneself:
        abort(400, "You cannot block yourself")
    return api.answer(Done(message="User blocked successfully"))


@bp.delete("/block/<user_id>", responses={200: Done, 404: Problem})
def unblock(path: Person) -> Response:
    """Take a block back

    A block by the other stays.
    """
    try:
        services.people.unblock(caller_id(), path.user_id)
    except (NoSuchPerson, BlockingOneself):
        abort(404, "No such user")
    return api.answer(Done(message="User unblocked successfully"))
