"""What a profile shows: preferences, and where each session is; and accounts that are kept out."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LONG_AGO = "1970-01-01 00:00:00"


def upgrade() -> None:
    op.add_column("users", sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("language", sa.String(length=8), server_default="auto", nullable=False))
    op.add_column("users", sa.Column("theme", sa.String(length=8), server_default="auto", nullable=False))
    op.add_column(
        "sessions", sa.Column("user_agent", sa.String(length=200), server_default="", nullable=False)
    )
    op.add_column("sessions", sa.Column("address", sa.String(length=64), server_default="", nullable=False))
    # SQLite adds a column only with a constant for the rows that are there. Nothing goes by this one:
    # those rows get their beginning at once, and the application gives every later row its own.
    op.add_column(
        "sessions",
        sa.Column("last_used_at", sa.DateTime(timezone=True), server_default=LONG_AGO, nullable=False),
    )
    op.execute("UPDATE sessions SET last_used_at = created_at")


def downgrade() -> None:
    for column in ("last_used_at", "address", "user_agent"):
        op.drop_column("sessions", column)
    for column in ("theme", "language", "disabled_at"):
        op.drop_column("users", column)
