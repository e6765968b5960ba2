"""The keys of usernames in an order that an index can search, whatever the database's locale."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    collate("C")


def downgrade() -> None:
    collate("default")


def collate(collation: str) -> None:
    """SQLite compares by code point in any case."""
    if op.get_bind().dialect.name == "postgresql":
        text = sa.String(length=128, collation=collation)
        op.alter_column("users", "username_key", type_=text, existing_type=sa.String(length=128))
