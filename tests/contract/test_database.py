"""What a database that cannot be used is taken for, and how its connections are used."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, event, exc, text

from felchat import database, database_connections
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.domain import StorageAway
from tests import servers


def test_a_database_that_was_not_migrated_is_away(postgres: str) -> None:
    with servers.database(postgres) as empty:
        engine = create_engine(empty)
        accounts = SqlAccountRepository(database.transactions(engine))
        with pytest.raises(StorageAway, match="database"):
            accounts.find_by_username("alice")
        engine.dispose()


STATE = text("SELECT state FROM pg_stat_activity WHERE pid = :pid")
END_ALL_OTHERS = text("""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
""")
PID = text("SELECT pg_backend_pid()")


@pytest.fixture
def other(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@pytest.fixture
def transaction(database_url: str) -> Iterator[database.Transaction]:
    options = database_connections.engine_options(database_url)
    [asking] = database_connections.more_engines(database_url).values()
    found = database.transactions(create_engine(database_url, **options), create_engine(**asking))
    yield found
    found.writing.dispose()
    found.asking.dispose()


def test_a_single_question_is_no_transaction_that_somebody_has_to_end(
    transaction: database.Transaction, other: Engine
) -> None:
    with other.connect() as watching:
        [[pid]] = transaction.asked(PID)
        assert watching.scalar(STATE, {"pid": pid}) == "idle"
        with transaction() as session:
            pid = session.scalar(PID)
            assert watching.scalar(STATE, {"pid": pid}) == "idle in transaction"


def test_when_connections_are_gone_they_are_made_anew_and_nobody_notices(
    transaction: database.Transaction, other: Engine
) -> None:
    for _ in range(2):
        database.answers(transaction)
        assert transaction.asked(PID)
        with other.connect() as ending:
            ending.execute(END_ALL_OTHERS)
    database.answers(transaction)
    assert transaction.asked(PID)


def test_a_question_that_is_wrong_is_asked_once(transaction: database.Transaction) -> None:
    asked: list[object] = []
    event.listen(transaction.asking, "before_cursor_execute", lambda *_: asked.append(1))
    with pytest.raises(exc.ProgrammingError):
        transaction.asked(text("SELECT nothing FROM pg_stat_activity WHERE unknown = 1 AND"))
    assert len(asked) == 1
