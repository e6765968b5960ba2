"""A Felchat whose faults tell what was said. For the test of what the log learns.

Who says "break …" meets a fault of ours, "twice …" one of the database; "tell …" is written down, as
nobody may do: by that the test is seen to fail.
"""

import logging
from dataclasses import dataclass, replace

from sqlalchemy import text

from felchat import create_app
from felchat.chat.domain import Composed
from felchat.chat.repositories import MessageRepository, Receipt
from felchat.database import transactions
from felchat.extensions import db


@dataclass
class Careless:
    """A store that tells everybody what it is given."""

    whole: MessageRepository

    def add(self, composed: Composed) -> Receipt:
        match composed.body.partition(" ")[0]:
            case "break":
                raise RuntimeError(composed.body)
            case "twice":
                with self.transaction() as session:
                    session.execute(text("UPDATE users SET email_key = :said"), {"said": composed.body})
            case "tell":
                logging.getLogger("felchat.careless").info("They said %s", composed.body)
        return self.whole.add(composed)

    def __post_init__(self) -> None:
        with app.app_context():
            self.transaction = transactions(db.engine)

    def __getattr__(self, name: str) -> object:
        return getattr(self.whole, name)


app = create_app()
services = app.extensions["felchat"]
chat = replace(services.chat, messages=Careless(services.chat.messages))
app.extensions["felchat"] = replace(services, chat=chat)
