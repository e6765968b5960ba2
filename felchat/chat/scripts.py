"""The scripts that Redis runs as one command. Each touches what one conversation has, or one person."""

from pathlib import Path
from typing import TYPE_CHECKING

from redis import Redis

if TYPE_CHECKING:
    from redis.commands.core import Script

SCRIPTS = Path(__file__).parent


def script(redis: "Redis", name: str) -> "Script":
    """The script of that name beside this module, which Redis keeps."""
    return redis.register_script((SCRIPTS / f"{name}.lua").read_text(encoding="utf-8"))
