"""A Felchat with a fault: whoever says "break" meets it. For the test of what a fault does to a socket."""

from dataclasses import dataclass, replace

from felchat import create_app
from felchat.chat.domain import Composed
from felchat.chat.repositories import MessageRepository, Receipt


@dataclass
class Broken:
    """A store that fails as no store should."""

    whole: MessageRepository

    def add(self, composed: Composed) -> Receipt:
        if composed.body == "break":
            raise RuntimeError("the fault that the test asked for")
        return self.whole.add(composed)

    def __getattr__(self, name: str) -> object:
        return getattr(self.whole, name)


app = create_app()
services = app.extensions["felchat"]
chat = replace(services.chat, messages=Broken(services.chat.messages))
app.extensions["felchat"] = replace(services, chat=chat)
