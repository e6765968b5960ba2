"""More to choose from: the time zone, what Enter does, a sound, and what is shown to others."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SWITCHES = {
    "sound": sa.false(),
    "shows_presence": sa.true(),
    "shows_typing": sa.true(),
    "shows_reading": sa.true(),
}


def upgrade() -> None:
    op.add_column("users", sa.Column("zone", sa.String(length=64), server_default="", nullable=False))
    op.add_column("users", sa.Column("enter", sa.String(length=8), server_default="sends", nullable=False))
    for name, default in SWITCHES.items():
        op.add_column("users", sa.Column(name, sa.Boolean(), server_default=default, nullable=False))


def downgrade() -> None:
    for column in (*reversed(SWITCHES), "enter", "zone"):
        op.drop_column("users", column)
