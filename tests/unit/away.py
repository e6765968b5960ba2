"""A store that does not answer."""

from typing import Any, NoReturn

from felchat.domain import StorageAway


class Away:
    """Any store whose server does not answer."""

    def __getattr__(self, _name: str) -> Any:
        return self.ask

    def ask(self, *_arguments: object) -> NoReturn:
        raise StorageAway("database")
