"""How the repositories in SQL reach their database."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Executable, MetaData, Row, exc, text
from sqlalchemy.orm import DeclarativeBase, Session

from felchat.domain import StorageAway

NOT_MIGRATED = {"42P01", "42703"}
"""What PostgreSQL says of a table and of a column that are not there; SQLite's is an operational error."""


class Base(DeclarativeBase):
    """The tables of Felchat. Constraints have names, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


@dataclass(frozen=True)
class Transaction:
    """Opens one short transaction. It takes a connection and gives it back, so that nothing which lives
    long, such as a socket, can hold one.

    Raises StorageAway when the database does not answer; one that is not migrated yet is as good as away.
    """

    writing: Engine
    asking: Engine

    @contextmanager
    def __call__(self) -> Iterator[Session]:
        with database_away(), Session(self.writing, expire_on_commit=False) as session, session.begin():
            yield session

    def asked(self, question: Executable, values: Mapping[str, object] | None = None) -> Sequence[Row[Any]]:
        """What comes of a question that changes nothing: PostgreSQL is not told that it begins and ends.

        Nor is it asked before whether it is there: if the connection is gone, another asks once more.
        """
        with database_away():
            try:
                return self._asked_once(question, values)
            except exc.DBAPIError as gone:
                if not gone.connection_invalidated:
                    raise
            return self._asked_once(question, values)

    def _asked_once(self, question: Executable, values: Mapping[str, object] | None) -> Sequence[Row[Any]]:
        with self.asking.connect() as connection:
            return connection.execute(question, values).all()


def transactions(engine: Engine, asking: Engine | None = None) -> Transaction:
    """Transactions by that engine; those of one question by the other, where there is one for them."""
    return Transaction(engine, asking or engine)


@contextmanager
def database_away() -> Iterator[None]:
    """Turn "the database does not answer" into StorageAway."""
    try:
        yield
    except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError) as away:
        raise StorageAway("database") from away
    except exc.ProgrammingError as wrong:
        if getattr(wrong.orig, "pgcode", None) in NOT_MIGRATED:
            raise StorageAway("database") from wrong
        raise


def answers(transaction: Transaction) -> None:
    """Return when the database answers; raise StorageAway when it does not."""
    with transaction() as session:
        session.execute(text("SELECT 1"))
