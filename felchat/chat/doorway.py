"""Who may open a socket into which conversation."""

from collections.abc import Callable

from flask import request

from felchat.accounts.domain import Viewer
from felchat.accounts.visitor import is_signed_in, session_token, viewer
from felchat.people.domain import NoSuchPerson, Person
from felchat.services import services


class GoAway(Exception):
    """The page may not have this socket; the code tells it not to come back."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def who_talks() -> tuple[Viewer, Person]:
    """The person of the session, and the one named in the address. Raises GoAway."""
    if not is_signed_in():
        raise GoAway(4001, "not signed in")
    who = viewer()
    if request.args.get("user_id") not in (None, "", str(who.id)):
        raise GoAway(4002, "user_id is not yours")
    if not (other_id := request.args.get("other_user")):
        raise GoAway(4003, "other_user is missing")
    try:
        other = services.people.get(int(other_id))
    except (ValueError, NoSuchPerson):
        raise GoAway(4004, "no such person") from None
    if other.id == who.id:
        raise GoAway(4004, "that is yourself")
    return who, other


def still_signed_in() -> Callable[[], bool]:
    accounts, token = services.accounts, session_token()
    return lambda: accounts.viewer(token) is not None
