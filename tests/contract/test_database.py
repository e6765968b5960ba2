"""What a database that cannot be used is taken for."""

import pytest
from sqlalchemy import create_engine

from felchat import database
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
