"""Where people came from."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "origins",
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_origins_user_id_users", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("origin", name="pk_origins"),
    )
    op.create_index("ix_origins_user_id", "origins", ["user_id"])


def downgrade() -> None:
    op.drop_table("origins")
