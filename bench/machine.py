"""On what was measured."""

import json
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.targets import PEERS
from felchat.config import ROOT
from tests import servers

PACKAGES = [
    "flask",
    "flask-sock",
    "simple-websocket",
    "gunicorn",
    "gevent",
    "redis",
    "hiredis",
    "sqlalchemy",
    "psycopg2-binary",
    "bcrypt",
    "fastapi",
    "starlette",
    "uvicorn",
    "uvloop",
    "httptools",
    "websockets",
    "asyncpg",
    "flask-socketio",
    "python-socketio",
    "python-engineio",
    "picows",
]
NUMBER = re.compile(r"\d+(\.\d+)+")


def described() -> dict[str, object]:
    """The machine, the versions and the commit, for whoever compares."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "commit": said("git", "describe", "--always", "--dirty"),
        "system": f"{platform.system()} {platform.release()}",
        "processor": processor(),
        "cores": len(cores()),
        "memory, GB": round(memory() / 1e9),
        "versions": {**programs(), **{name: version(name) for name in PACKAGES}, **of_node()},
    }


def programs() -> dict[str, str]:
    postgres = servers.programs_of_postgres() / "postgres"
    told = {
        "Redis": said("redis-server", "--version"),
        "PostgreSQL": said(str(postgres), "--version"),
        "Node": said("node", "--version"),
    }
    numbers = {name: NUMBER.search(text) for name, text in told.items()}
    return {"Python": platform.python_version(), **{name: each[0] for name, each in numbers.items() if each}}


def of_node() -> dict[str, str]:
    """What the peer that is written for Node builds on; nothing where it is not."""
    lock = PEERS / "node" / "package-lock.json"
    if not lock.exists():
        return {}
    packages = json.loads(lock.read_text())["packages"]
    return {
        name: packages[f"node_modules/{name}"]["version"] for name in packages[""].get("dependencies", {})
    }


def said(*command: str) -> str:
    """What a command has to say; nothing if it is not here."""
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""


def processor() -> str:
    return next((line.partition(":")[2].strip() for line in cpuinfo() if line.startswith("model name")), "")


def cores() -> list[str]:
    return [line for line in cpuinfo() if line.startswith("processor")]


def cpuinfo() -> list[str]:
    return Path("/proc/cpuinfo").read_text().splitlines()


def memory() -> int:
    return int(Path("/proc/meminfo").read_text().split()[1]) * 1024
