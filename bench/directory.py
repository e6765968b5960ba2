"""What a page of the directory costs on PostgreSQL, with a hundred people and with a hundred thousand.

Run as `python -m bench.directory`. It takes what a signed-in browser asks for through the whole
application, in this process, without network or message store, and gives the median in milliseconds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, insert

from felchat import create_app
from felchat.accounts.account_rows import UserRow
from felchat.config import Settings
from felchat.domain import now
from felchat.extensions import db
from felchat.services import services
from tests import servers

CROWDS = (100, 100_000)
ROUNDS = 40
PASSWORD = "correct horse battery"
PAGES = {
    "first page": "/users/",
    "in the middle": "/users/?cursor={middle}",
    "search, one letter": "/users/?q=p",
    "search, a name": "/users/?q=person-{middle}",
    "how they are now": "/users/presence?" + "&".join(f"id={each}" for each in range(2, 52)),
}


def main() -> None:
    print(f"{'people':>8}  {'page':20} {'ms':>6}  {'queries':>7}")
    with servers.postgres() as server:
        for crowd in CROWDS:
            with servers.database(server) as url:
                servers.migrate(url)
                measure(url, crowd)


def measure(url: str, crowd: int) -> None:
    settings = Settings(_env_file=None, env="test", secret_key="s" * 40, database_url=url, bcrypt_rounds=4)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        engine = db.engine
        fill(engine, crowd)
        client = signed_in(app)
    for name, address in PAGES.items():
        path = address.format(middle=crowd // 2)
        client.get(path)
        with counted_queries(engine) as queries:
            assert client.get(path).status_code == 200
        times = [timed(client, path) for _ in range(ROUNDS)]
        print(f"{crowd:>8,}  {name:20} {median(times) * 1000:6.1f}  {len(queries):>7}")
    engine.dispose()


def fill(engine: Engine, crowd: int) -> None:
    with engine.begin() as connection:
        for first in range(0, crowd, 10_000):
            numbers = range(first, min(first + 10_000, crowd))
            connection.execute(insert(UserRow), [person(number) for number in numbers])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def person(number: int) -> dict[str, Any]:
    name = f"person-{number}"
    return {
        "username": name,
        "username_key": name,
        "email": name,
        "email_key": name,
        "password_hash": "",
        "created_at": now(),
    }


def signed_in(app: Flask) -> FlaskClient:
    services.accounts.register("alice", "alice@example.org", PASSWORD)
    client = app.test_client()
    assert client.post("/users/login", data={"username": "alice", "password": PASSWORD}).status_code == 303
    return client


def timed(client: FlaskClient, path: str) -> float:
    start = perf_counter()
    client.get(path)
    return perf_counter() - start


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    queries: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        queries.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield queries
    finally:
        event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
