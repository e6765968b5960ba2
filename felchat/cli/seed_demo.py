"""`flask seed-demo`: a few people and conversations to look at."""

import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import cycle
from uuid import uuid4

import click
from flask import current_app

from felchat.accounts.domain import NoSuchAccount
from felchat.cli.asking import sure
from felchat.cli.chat import in_reach
from felchat.cli.manners import command
from felchat.cli.printing import say_table
from felchat.services import services

PEOPLE = ("anna", "boris", "chen", "dora", "emil", "жанна")
TALKS = {
    ("anna", "boris"): (
        "Did the tickets arrive?",
        "Yes, two of them, for the late train.",
        "Then I pack tonight.\nDo we need the tent?",
        "No, there is a hut: https://example.org/hut",
        "Even better \U0001f642",
    ),
    ("chen", "anna"): (
        "The review is done, three small remarks.",
        "Thank you! I look at them after lunch.",
        "No hurry.",
    ),
    ("жанна", "boris"): ("Привет! Ты уже на месте?", "Ещё десять минут.", "Хорошо, жду внизу."),
    ("dora", "anna"): ("Call me when you are back?",),
}
"""What is said in turn, by the first of the two first."""
BLOCKER, BLOCKED = "dora", "emil"


@command("seed-demo")
@sure
@click.option("--in-production", is_flag=True, help="Also where ENV is prod.")
def seed_demo(yes: bool, in_production: bool) -> None:
    """Make a few people, with conversations and a block, to look at.

    Their passwords are random and shown once. It is refused where people are registered already, unless
    with --yes, and where ENV is prod, unless with --in-production.
    """
    refuse_harm(yes, in_production)
    passwords = {name: secrets.token_urlsafe(9) for name in PEOPLE}
    with click.progressbar(
        made(passwords), length=len(PEOPLE) + len(TALKS), label="Making the demo", file=sys.stderr
    ) as steps:
        for _ in steps:
            pass
    say_table(("USERNAME", "PASSWORD"), list(passwords.items()))
    if not in_reach():
        click.echo("Without conversations: messages are in the memory of the process that serves.")


def refuse_harm(yes: bool, in_production: bool) -> None:
    if current_app.config["FELCHAT"].env == "prod" and not in_production:
        raise click.ClickException("ENV is prod, where these would be real accounts: see --in-production.")
    if services.administration.count() and not yes:
        raise click.ClickException("People are registered here already: to add those of the demo use --yes.")
    if taken := [name for name in PEOPLE if is_here(name)]:
        raise click.ClickException(f"These are here already, so nothing was made: {', '.join(taken)}.")


def is_here(name: str) -> bool:
    with suppress(NoSuchAccount):
        return bool(services.accounts.find(name))
    return False


def made(passwords: Mapping[str, str]) -> Iterator[None]:
    """Make everything, a step at a time."""
    ids = {}
    for number, (name, password) in enumerate(passwords.items(), start=1):
        ids[name] = services.accounts.register(name, f"demo-{number}@example.org", password).id
        yield
    for pair, lines in TALKS.items():
        if in_reach():
            say_in_turn([ids[name] for name in pair], lines)
        yield
    services.people.block(ids[BLOCKER], ids[BLOCKED])


def say_in_turn(pair: list[int], lines: tuple[str, ...]) -> None:
    turns = cycle([pair, pair[::-1]])
    for (sender, recipient), line in zip(turns, lines, strict=False):
        services.chat.send(sender, recipient, line, uuid4().hex)
