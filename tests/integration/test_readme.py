"""What the README tells people to type does what it says."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from felchat import create_app
from felchat.config import ROOT, Settings
from tests import servers
from tests.conftest import needed
from tests.integration.person import PASSWORD, Person, register
from tests.servers.common import clean_environment, free_port, wait_until

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [block.replace("\n    ", "\n").strip() for block in re.findall(r"(?<=\n\n)(?:    .*\n+)+", README)]
CURL = "\n\n".join(block for block in BLOCKS if "curl" in block)
TRIED_ELSEWHERE = {
    "make test": "whoever runs this has typed it",
    "sh deploy/secrets.sh": "test_compose.py",
    "docker compose up --build --detach": "test_compose.py, as far as it goes without Docker",
    "ENV=prod SECRET_KEY=… DATABASE_URL=postgresql://… REDIS_URL=redis://… python gunicorn.conf.py": "here",
}


def test_every_command_of_the_readme_is_tried() -> None:
    lines = {line for block in BLOCKS if "curl" not in block for line in block.splitlines()}
    assert lines == {"make run", *TRIED_ELSEWHERE}
    assert CURL.count("curl ") == 4


def test_every_target_and_every_flask_command_that_the_readme_names_is_there(settings: Settings) -> None:
    """Original fault O4."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)`?", README)) - {"an", "a", "it", "token"} <= targets
    commands = create_app(settings).cli.commands
    table = README.partition("## The command line")[2].partition("\n\n**")[0]
    for row in re.findall(r"^\| `([^|]+)\|", table, re.MULTILINE):
        group, *rest = re.findall(r"[a-z0-9-]+", row.replace("URL", ""))
        assert group in commands, row
        for name in rest if group not in ("db", "import-felchatv2") else ():
            assert name in commands[group].commands or name == group, row  # type: ignore[attr-defined]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """What `make run` starts, with a database that is not the one of whoever runs this."""
    port = free_port()
    settings = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{tmp_path}/felchat.db", "BCRYPT_ROUNDS": "4"}
    with (tmp_path / "log").open("wb") as log:
        made = subprocess.Popen(
            ["make", "run"],
            cwd=ROOT,
            env={**clean_environment(), **settings},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/ready"), "make run starts Felchat", within=120)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(made.pid, signal.SIGTERM)
        made.wait(30)


def answers(address: str) -> bool:
    with suppress(OSError), urlopen(address, timeout=2) as answer:
        return bool(answer.status == 200)
    return False


def test_make_run_starts_it_and_the_calls_of_the_api_do_what_they_say(site: str) -> None:
    """Original fault O1: `make run` is ENV=dev."""
    with needed():
        if not shutil.which("curl"):
            raise servers.NoServer("there is no curl on this machine")
    registering, *others = commands_in(CURL)
    alice = register(site, "alice")
    assert typed(registering, site)["username"] == "bot"
    bot = Person(site)
    assert bot.submit("/users/login", username="bot", password=PASSWORD).status == 303
    form = {"name": "script", "scope": "write", "token_password": PASSWORD}
    page = bot.submit("/users/profile/tokens", **form).text
    token = re.search(r"felchat_[A-Za-z0-9_-]{20,}", page or bot.ask("/users/profile/tokens").text)
    assert token, page
    listing, reading, saying = (each.replace("/messages/2", "/messages/1") for each in others)
    assert [each["username"] for each in typed(listing, site, token[0])] == [alice.name]
    assert typed(saying, site, token[0])["body"] == "hello"
    assert typed(saying, site, token[0])["body"] == "hello"
    assert [each["body"] for each in typed(reading, site, token[0])["messages"]] == ["hello"]


def commands_in(block: str) -> list[str]:
    joined = block.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.startswith("curl ")]


def typed(command: str, site: str, token: str = "") -> Any:
    """What the command prints, typed into a shell as it stands, but for where the site is."""
    there = command.replace("http://127.0.0.1:8000", site).replace("curl ", "curl --silent --show-error ", 1)
    done = subprocess.run(
        ["bash", "-c", there],
        env={**os.environ, "TOKEN": token},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return json.loads(done.stdout)
