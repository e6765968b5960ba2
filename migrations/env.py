"""How Alembic reaches the database: through the application that `flask db …` has loaded."""

from alembic import context
from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

migrate = current_app.extensions["migrate"]

try:
    tables = inspect(migrate.db.engine).get_table_names()
except OperationalError:
    raise SystemExit("felchat: the database does not answer; `flask doctor` says more") from None
if "users" in tables and "alembic_version" not in tables:
    raise SystemExit(
        "felchat: this is another program's database; give Felchat one of its own, and if that other is "
        "FelchatV2, take its people over with `flask import-felchatv2`"
    )

with migrate.db.engine.connect() as connection:
    context.configure(connection, target_metadata=migrate.db.metadata, **migrate.configure_args)
    with context.begin_transaction():
        context.run_migrations()
