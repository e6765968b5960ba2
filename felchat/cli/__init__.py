"""The operator's command line: what `flask …` can do for whoever runs a Felchat."""

import click
from flask import Flask

from felchat.cli.blocks import blocks
from felchat.cli.chat import chat
from felchat.cli.doctor import doctor
from felchat.cli.felchatv2 import import_felchatv2
from felchat.cli.invitations import invitations
from felchat.cli.seed_demo import seed_demo
from felchat.cli.users import users

COMMANDS: tuple[click.Command, ...] = (users, invitations, blocks, chat, doctor, seed_demo, import_felchatv2)


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
