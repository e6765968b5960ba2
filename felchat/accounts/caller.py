"""Who calls the JSON API: known by the token in the header, or else by the session's cookie."""

from typing import cast

from flask import abort, g, request

from felchat.accounts.api_token import Scope
from felchat.accounts.visitor import is_signed_in, viewer
from felchat.limits.rules import API_CALLS, REFUSED_TOKENS
from felchat.logs.security import Event, note
from felchat.proxies import asker
from felchat.services import services
from felchat.web import SAFE_METHODS, bearer_token


def admit() -> None:
    """Learn who calls before anything else is looked at. Nobody known gets 401; OPTIONS is for anybody.

    Raises TooMany.
    """
    if request.method != "OPTIONS":
        token = bearer_token()
        g.viewer_id = owner_of(token) if token is not None else viewer_id()
        services.limits.take((API_CALLS, g.viewer_id))


def caller_id() -> int:
    """The account in whose name the call is made, in a view behind `admit`."""
    return cast(int, g.viewer_id)


def owner_of(bearer: str) -> int:
    services.limits.look((REFUSED_TOKENS, asker()))
    token = services.tokens.recognise(bearer)
    if token is None:
        services.limits.count(REFUSED_TOKENS, asker())
        note(Event.TOKEN_REFUSED)
        abort(401, "Not authenticated")
    if token.scope is Scope.READ and request.method not in SAFE_METHODS:
        note(Event.TOKEN_REFUSED, account=token.account_id, token=token.id)
        abort(403, "This token may only read")
    return token.account_id


def viewer_id() -> int:
    if not is_signed_in():
        abort(401, "Not authenticated")
    return viewer().id
