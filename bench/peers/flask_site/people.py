"""People and blocks by Flask-SQLAlchemy, in the tables that Felchat's migrations make."""

from datetime import datetime
from typing import Any

import psycopg2.extensions
from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy
from gevent.socket import wait_read, wait_write
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column

db = SQLAlchemy()


class User(UserMixin, db.Model):  # type: ignore[name-defined]
    """Somebody who may sign in."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    username_key: Mapped[str]
    password_hash: Mapped[str]
    disabled_at: Mapped[datetime | None]


class Block(db.Model):  # type: ignore[name-defined]
    """That one person wants nothing of another."""

    __tablename__ = "user_blocks"
    blocker_id: Mapped[int] = mapped_column(primary_key=True)
    blocked_id: Mapped[int] = mapped_column(primary_key=True)


def living(number: int) -> User | None:
    found: User | None = db.session.scalar(select(User).filter_by(id=number, disabled_at=None))
    return found


def is_blocked(one: int, other: int) -> bool:
    """Whether one of the two has blocked the other. Gives its connection back: a socket lives for long."""
    either = or_(
        and_(Block.blocker_id == one, Block.blocked_id == other),
        and_(Block.blocker_id == other, Block.blocked_id == one),
    )
    blocked = db.session.scalar(select(Block.blocker_id).where(either).limit(1)) is not None
    db.session.remove()
    return blocked


def wait_for_postgres(connection: Any) -> None:
    """Let other greenlets run meanwhile."""
    waits = {psycopg2.extensions.POLL_READ: wait_read, psycopg2.extensions.POLL_WRITE: wait_write}
    while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
        waits[state](connection.fileno())


psycopg2.extensions.set_wait_callback(wait_for_postgres)
