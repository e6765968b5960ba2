"""The operator's command line: what `flask …` can do for whoever runs a Felchat."""

import click
from flask import Flask

from felchat.cli.doctor import doctor
from felchat.cli.users import users

COMMANDS: tuple[click.Command, ...] = (doctor, users)


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
