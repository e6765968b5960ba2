"""A store that does not answer, and an application where things break."""

from typing import Any, NoReturn

from flask import Flask

from felchat.domain import StorageAway


class Away:
    """Any store whose server does not answer."""

    def __getattr__(self, _name: str) -> Any:
        return self.ask

    def ask(self, *_arguments: object) -> NoReturn:
        raise StorageAway("database")


def with_faults(app: Flask) -> Flask:
    """The application with two addresses more: /broken breaks, and /away finds the storage away."""

    def broken() -> NoReturn:
        raise RuntimeError("SELECT secret FROM users WHERE path = '/srv/felchat'")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/broken", view_func=broken)
    app.add_url_rule("/away", view_func=Away().ask, endpoint="away")
    return app
