"""All that the services in memory keep, so that a test can say that nothing has changed."""

import re
from collections.abc import Iterator
from typing import Any

from felchat.services import Services

PASSES = {"InMemoryPresence", "InMemoryMailroom", "InMemoryInbox"}
"""Who is here, and what is on its way: whoever looks is here."""
WHEN = re.compile(r"last_used_at=datetime\.datetime\([^)]*\)")
"""When a session was seen last, likewise."""


def everything_kept(services: Services) -> dict[str, str]:
    """What stands in each store, by the name of the store and of the field."""
    return {name: WHEN.sub("", repr(kept)) for name, kept in collections(services, set())}


def collections(thing: Any, met: set[int]) -> Iterator[tuple[str, object]]:
    """Those of every store that is to be found from there; a new store is found by itself."""
    if id(thing) in met or not type(thing).__module__.startswith("felchat."):
        return
    met.add(id(thing))
    kind = type(thing).__name__
    for field, value in vars(thing).items():
        if kind.startswith("InMemory") and kind not in PASSES and isinstance(value, dict | set | list):
            yield f"{kind}.{field}", value
        for inner in value if isinstance(value, tuple) else [value]:
            if hasattr(inner, "__dict__"):
                yield from collections(inner, met)
