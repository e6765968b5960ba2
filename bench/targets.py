"""What is measured: how each is started, how one signs in, and how its socket speaks."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from felchat.config import ROOT

PEERS = Path(__file__).parent / "peers"
Frame = dict[str, object]
BODY, NONCE = "%(body)s", "%(nonce)s"
"""Where the two stand in the frame that says something."""


@dataclass(frozen=True)
class Target:
    """A chat server under load, started in `folder` with PORT, WORKERS, DATABASE_URL and REDIS_URL set."""

    name: str
    title: str
    command: tuple[str, ...]
    folder: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: str = "/ready"
    login: str = "/login"
    login_is_json: bool = False
    socket: str = "/ws/chat?other_user={other}"
    directory: str = "/people"
    says: Callable[[str, int], Frame] = lambda _page, _other: {"body": BODY, "nonce": NONCE}
    opens: Callable[[int], Sequence[Frame]] = lambda _other: ()
    """What a page says as soon as its socket is open."""
    reads: bool = False
    """Whether its pages say how far they are read."""
    greets: bool = False
    """Whether a socket is sent something as soon as it may be spoken to."""
    about: float = 500
    """Messages a second where the search for the most may begin."""
    event: str = ""
    """The name of what is said, where frames are Socket.IO's events."""

    def credentials(self, name: str, password: str) -> tuple[bytes, str]:
        """What to post to sign in, and its content type."""
        fields = {"username": name, "password": password}
        if self.login_is_json:
            return json.dumps(fields).encode(), "application/json"
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"

    def template(self, page: str, other: int) -> bytes:
        """The frame that says something from that page, for bytes' `%` with `body` and `nonce`."""
        frame = json.dumps(self.says(page, other)).replace("%", "%%")
        for place in (BODY, NONCE):
            frame = frame.replace(f"%{place}", place)
        return (f'42["{self.event}",{frame}]' if self.event else frame).encode()


def as_htmx_says(page: str, _other: int) -> Frame:
    """The form of a composer, as htmx's ws extension sends it."""
    headers = {
        "HX-Request": "true",
        "HX-Source": f"p#sending-{NONCE}",
        "HX-Current-URL": page,
        "Accept": "text/html",
    }
    return {"csrf_token": "c" * 91, "type": "message", "nonce": NONCE, "body": BODY, "headers": headers}


def opens(_other: int) -> Sequence[Frame]:
    return ({"type": "sync", "last": ""},)


def opens_and_lists(other: int) -> Sequence[Frame]:
    """With the list of people beside it, in which the other stands alone, online, with nothing unread."""
    return (*opens(other), {"type": "list", "row": f"{other}:0:1:00", "title": f"person-{other}"})


def felchat(root: Path = ROOT, reads: bool = False, lists: bool = False) -> Target:
    """Felchat by the Procfile, in its own environment."""
    return Target(
        "felchat",
        "Felchat",
        ("sh", "-c", procfile_web(root)),
        root,
        {
            "PATH": f"{root / '.venv/bin'}:/usr/local/bin:/usr/bin:/bin",
            "ENV": "prod",
            "HOST": "127.0.0.1",
            "SECRET_KEY": "measured-and-never-deployed-" + "0123456789abcdef" * 2,
            "SESSION_COOKIE_SECURE": "false",
            "RATELIMIT_ENABLED": "false",
        },
        login="/api/v1/users/login",
        login_is_json=True,
        directory="/users/",
        about=1_000,
        says=as_htmx_says,
        opens=opens_and_lists if lists else opens,
        reads=reads,
        greets=True,
    )


def procfile_web(root: Path) -> str:
    lines = (root / "Procfile").read_text().splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith("web:"))


def python_peer(name: str, title: str, **differs: object) -> Target:
    return Target(name, title, (sys.executable, "-m", f"bench.peers.{name}_chat"), **differs)  # type: ignore[arg-type]


def targets(root: Path = ROOT, reads: bool = False, lists: bool = False) -> dict[str, Target]:
    """All of them, by name; ours from that folder."""
    everything = [
        felchat(root, reads, lists),
        python_peer("fastapi", "FastAPI", about=1_500),
        python_peer(
            "socketio",
            "Flask-SocketIO",
            socket="/socket.io/?EIO=4&transport=websocket&other_user={other}",
            event="say",
            greets=True,
            about=300,
        ),
        Target("node", "Node ws", ("node", "node_chat/server.js"), PEERS / "node", about=5_000),
        python_peer("plain", "flask-sock, plain", about=300),
    ]
    return {target.name: target for target in everything}
