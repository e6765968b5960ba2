"""What a browser and a program really send in a session, as bytes, to be altered."""

import json
import re
from urllib.parse import urlencode

from tests.integration.bare import CLOSE, PING, PONG, TEXT, frame
from tests.integration.person import PASSWORD, Person

PAGES = ("/", "/ping", "/users/", "/users/login", "/users/register", "/users/profile", "/static/felchat.css")
CALLS = ("/api/v1/users/me", "/api/v1/users/", "/api/v1/", "/api/docs")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
FRAMES = [
    frame(TEXT, json.dumps(said).encode())
    for said in (
        {"type": "sync", "last": ""},
        {"type": "sync", "last": "1764298000000-0"},
        {"type": "message", "body": "hello, жы 👋", "nonce": "n-1"},
        {"body": "no type", "nonce": "n-2"},
        {"type": "typing"},
        {"type": "read", "last": "1764298000000-0"},
        {"type": "list", "row": ["1:0:1:00", "2:3:0:01"], "q": "bo"},
    )
] + [
    frame(PING, b"are you there"),
    frame(PONG, b""),
    frame(CLOSE, b"\x03\xe8bye"),
    frame(TEXT, b"x" * 300),
    frame(TEXT, b"x" * 66_000),
]


def requests_of(mallory: Person, bob: Person) -> list[bytes]:
    """A session of mallory's over http: pages, forms, calls of the API, handshakes."""
    page = mallory.ask("/users/profile").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    forms: list[tuple[str, dict[str, str]]] = [
        (f"/chat?user={bob.id}", {"body": "hello, жы", "nonce": "n-3"}),
        (f"/chat/draft?user={bob.id}", {"body": "later"}),
        ("/users/login", {"username": bob.name, "password": "wrong horse battery"}),
        ("/users/register", {"username": "x", "email": "x@example.org", "password": PASSWORD}),
        ("/users/profile", {"action": "email", "email_password": "wrong", "email": "m@example.org"}),
        ("/users/profile/tokens", {"name": "fuzz", "scope": "read"}),
    ]
    csrf = {"csrf_token": token[1]} if token else {}
    login = {"username": "alice", "password": "wrong horse battery"}
    message = {"body": "hello", "nonce": "n-4"}
    return [
        *(request(mallory, f"GET {path}") for path in (*PAGES, *CALLS, f"/chat?user={bob.id}")),
        *(posted(mallory, path, FORM, urlencode({**csrf, **form})) for path, form in forms),
        posted(mallory, "/api/v1/users/login", JSON, json.dumps(login)),
        posted(mallory, f"/api/v1/messages/{bob.id}", JSON, json.dumps(message)),
        chunked(mallory, "/users/login", urlencode({**csrf, **login})),
        handshake(mallory, f"/ws/chat?other_user={bob.id}"),
        handshake(mallory, "/ws/people"),
    ]


def request(who: Person, what: str, *headers: str) -> bytes:
    lines = [
        f"{what} HTTP/1.1",
        f"Host: {who.site.removeprefix('http://')}",
        f"Cookie: {who.cookie()}",
        f"Origin: {who.site}",
        "Accept-Language: ru, en;q=0.5",
        "HX-Request: true",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def posted(who: Person, path: str, kind: str, body: str) -> bytes:
    size = len(body.encode())
    return request(who, f"POST {path}", f"Content-Type: {kind}", f"Content-Length: {size}") + body.encode()


def chunked(who: Person, path: str, body: str) -> bytes:
    head = request(who, f"POST {path}", f"Content-Type: {FORM}", "Transfer-Encoding: chunked")
    return head + f"{len(body):x}\r\n{body}\r\n0\r\n\r\n".encode()


def handshake(who: Person, path: str) -> bytes:
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
    return request(who, f"GET {path}", *upgrade, "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
