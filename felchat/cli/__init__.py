"""The operator's command line: what `flask …` can do for whoever runs a Felchat."""

from flask import Flask

from felchat.cli.doctor import doctor


def init_app(app: Flask) -> None:
    for command in (doctor,):
        app.cli.add_command(command)
