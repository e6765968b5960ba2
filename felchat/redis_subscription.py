"""How a subscription of Redis is followed."""

from typing import Any, cast

from redis import exceptions
from redis.client import PubSub
from redis.connection import ConnectionInterface


def heard_on(pubsub: PubSub, within: float) -> dict[str, Any] | None:
    """What comes next; None when nothing does within so many seconds. Raises redis-py's ConnectionError.

    PubSub.get_message would look twice whether there is something, before it reads, and whether the
    connection is alive, after; and it would connect again by itself, silently.
    """
    try:
        connection = cast(ConnectionInterface, pubsub.connection)
        heard = connection.read_response(disconnect_on_error=False, push_request=True, timeout=within)
    except exceptions.TimeoutError:
        return None
    found: dict[str, Any] | None = pubsub.handle_message(heard)
    return found
