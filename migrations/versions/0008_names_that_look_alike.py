"""What a name looks like, so that none is registered that could be taken for it."""

import sqlalchemy as sa
from alembic import op

from felchat.accounts.confusable import skeleton

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("skeleton", sa.String(length=256), nullable=True))
    fill_in()
    op.create_index("ix_users_skeleton", "users", ["skeleton"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_users_skeleton", "users")
    op.drop_column("users", "skeleton")


def fill_in() -> None:
    """Of accounts that look alike already the oldest holds the skeleton; all keep their names."""
    users = sa.table("users", sa.column("id"), sa.column("username"), sa.column("skeleton"))
    connection = op.get_bind()
    oldest: dict[str, int] = {}
    for number, username in connection.execute(sa.select(users.c.id, users.c.username).order_by(users.c.id)):
        oldest.setdefault(skeleton(username), number)
    changed = (
        users.update().where(users.c.id == sa.bindparam("number")).values(skeleton=sa.bindparam("holds"))
    )
    if oldest:
        connection.execute(changed, [{"number": each, "holds": what} for what, each in oldest.items()])
