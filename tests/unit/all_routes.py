"""Every address of the application, as somebody would ask it; a new route is in it by itself."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

QUERY = {"nonce": "1.1", "enter": "sends", "before": "1-0", "oldest": "1-0"}
"""What some addresses want to know besides a person."""
PLACES = {"filename": "felchat.css", "message_id": "1-0", "token_id": "1"}
"""What stands in an address besides a person."""
SAFE = {"GET", "HEAD", "OPTIONS"}


def routes(app: Flask, person: int) -> Iterator[tuple[str, str]]:
    """Method and address of each, where the address names a person; HEAD is a GET."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD"}):
            yield method, filled(rule, person)


def filled(rule: Rule, person: int) -> str:
    path = rule.rule
    for name in rule.arguments:
        value = PLACES.get(name, str(person))
        for placeholder in (f"<{name}>", f"<int:{name}>", f"<path:{name}>"):
            path = path.replace(placeholder, value)
    query = "&".join(f"{name}={value}" for name, value in {**QUERY, "user": person}.items())
    return path if path.startswith("/static") else f"{path}?{query}"
