"""How long the database takes, as SQLAlchemy's engine sees it."""

from time import monotonic
from typing import Any

from sqlalchemy import Engine, event

from felchat import metrics


def measure(engine: Engine) -> None:
    """Count the time of every statement. Waiting for a connection is not in it."""

    @event.listens_for(engine, "before_cursor_execute")
    def begin(
        _connection: Any, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool
    ) -> None:
        context.felchat_began = monotonic()

    @event.listens_for(engine, "after_cursor_execute")
    def end(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        metrics.meters.database_answered(statement, monotonic() - context.felchat_began)
