"""What the database says of itself, and whether it is migrated."""

from collections.abc import Iterator
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from felchat.checks.domain import Finding, Verdict
from felchat.database import Transaction


def check_database(transaction: Transaction, migrations: Path, env: str) -> Iterator[Finding]:
    """Whether it answers, which it is, and whether it is where the migrations end. Raises StorageAway."""
    with transaction() as session:
        connection = session.connection()
        yield dialect(connection, env)
        yield migrated(connection, migrations)


def dialect(connection: Connection, env: str) -> Finding:
    version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    if connection.dialect.name == "sqlite" and env == "prod":
        words = f"SQLite {version} is one file on one machine, with one writer at a time; PostgreSQL grows"
        return Finding("database", Verdict.NOTE, words)
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.dialect.name]
    return Finding("database", Verdict.OK, f"{name} {version} answers")


def migrated(connection: Connection, migrations: Path) -> Finding:
    scripts = ScriptDirectory(str(migrations))
    known = {each.revision for each in scripts.walk_revisions()}
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        words = "the database has no tables of Felchat's yet: run `flask db upgrade`"
        if "users" in tables:
            words = "this is another program's database: give Felchat one of its own; a FelchatV2 is imported"
        return Finding("migrations", Verdict.FIX, words)
    here = set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    if here == set(scripts.get_heads()):
        return Finding("migrations", Verdict.OK, f"the database is at {', '.join(sorted(here))}, the newest")
    if here <= known:
        at = ", ".join(sorted(here)) or "its beginning"
        return Finding("migrations", Verdict.FIX, f"the database is at {at}: run `flask db upgrade`")
    words = "the database was migrated by a newer Felchat than this: update the program"
    return Finding("migrations", Verdict.FIX, words)
