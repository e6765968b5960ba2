"""Who may enter which conversation, and what its pushes need once the request is over."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from flask import current_app, request
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import NotFound

from felchat.accounts.domain import Viewer
from felchat.accounts.visitor import is_signed_in, session_token, viewer
from felchat.limits.rules import HANDSHAKES, HANDSHAKES_FROM_AN_ADDRESS, SOCKETS_FROM_AN_ADDRESS
from felchat.people.domain import Glimpse, NoSuchPerson, Person
from felchat.proxies import asker
from felchat.services import services
from felchat.web import id_named


class GoAway(Exception):
    """The page may not have this socket; the code tells it not to come back."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def who_talks() -> tuple[Viewer, Person]:
    """The person of the session, and the one named in the address. Raises GoAway or TooMany."""
    who = who_looks()
    if request.args.get("user_id") not in (None, "", str(who.id)):
        raise GoAway(4002, "user_id is not yours")
    if not (other_id := request.args.get("other_user")):
        raise GoAway(4003, "other_user is missing")
    try:
        other = services.people.get(id_named(other_id))
    except (ValueError, NoSuchPerson):
        raise GoAway(4004, "no such person") from None
    if other.id == who.id:
        raise GoAway(4004, "that is yourself")
    return who, other


def who_looks() -> Viewer:
    """The person of the session. Raises GoAway, or TooMany when they open one socket after the other."""
    if not is_signed_in():
        raise GoAway(4001, "not signed in")
    services.limits.take((HANDSHAKES, viewer().id))
    return viewer()


@contextmanager
def room_for_one_more() -> Iterator[None]:
    """Hold one of the sockets that there may be from one address. Raises TooMany.

    How often is counted of strangers alone: they keep out nobody behind the same address who is signed in.
    """
    if not is_signed_in():
        services.limits.take((HANDSHAKES_FROM_AN_ADDRESS, asker()))
    with services.limits.holding(SOCKETS_FROM_AN_ADDRESS, asker()):
        yield


def who_looks_by_now() -> Callable[[], Viewer | None]:
    return partial(services.accounts.viewer, session_token())


def people_as_seen_by(who: Viewer) -> Callable[[Sequence[int]], Glimpse]:
    return partial(services.people.glimpse, who.id)


def what_pushes_need() -> Mapping[str, object]:
    """What templates know while a request lasts, for when it is over: `url_for`, and `csrf_token`."""
    site = current_app.url_map.bind_to_environ(request.environ)
    add_defaults, token = current_app.inject_url_defaults, generate_csrf()

    def url_for(endpoint: str, **values: object) -> str:
        add_defaults(endpoint, values)
        return site.build(endpoint, values)

    return {"url_for": url_for, "csrf_token": lambda: token}


def other_person() -> Person:
    """The person that the address names. Somebody unknown, nobody and oneself are not found."""
    try:
        other = services.people.get(id_named(request.args.get("user", "")))
    except (ValueError, NoSuchPerson):
        raise NotFound from None
    if other.id == viewer().id:
        raise NotFound
    return other
