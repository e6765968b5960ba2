"""`flask blocks …`: who has blocked whom."""

from dataclasses import asdict

import click

from felchat.accounts.domain import Account
from felchat.cli.asking import NAMING, account_named
from felchat.cli.manners import Group
from felchat.cli.printing import as_json, say_json, say_table
from felchat.people.domain import Person
from felchat.services import services


@click.group(cls=Group, help=f"See who has blocked whom, and change it for them.\n\n{NAMING}")
def blocks() -> None:
    pass


@blocks.command("list")
@click.argument("person", required=False)
@as_json
def list_them(person: str | None, in_json: bool) -> None:
    """List every block, or those by and of PERSON."""
    only = account_named(person).id if person else None
    pairs = services.people.who_blocks_whom(only)
    people = {each: person_of(services.accounts.account(each)) for pair in pairs for each in pair}
    if in_json:
        say_json([{"blocker": asdict(people[by]), "blocked": asdict(people[whom])} for by, whom in pairs])
    else:
        rows = [(people[by].username, people[whom].username) for by, whom in pairs]
        say_table(("BLOCKER", "BLOCKED"), rows)


@blocks.command("add")
@click.argument("blocker")
@click.argument("blocked")
def add(blocker: str, blocked: str) -> None:
    """Let BLOCKER block BLOCKED. Open pages of both are told at once."""
    by, whom = account_named(blocker), account_named(blocked)
    services.people.block(by.id, whom.id)
    click.echo(f"{by.username} has blocked {whom.username}.")


@blocks.command("remove")
@click.argument("blocker")
@click.argument("blocked")
def remove(blocker: str, blocked: str) -> None:
    """Take back the block of BLOCKER against BLOCKED; one the other way round stays."""
    by, whom = account_named(blocker), account_named(blocked)
    services.people.unblock(by.id, whom.id)
    click.echo(f"{by.username} does not block {whom.username}.")


def person_of(account: Account) -> Person:
    """Who has that account; also while it is disabled, when services.people knows nobody there."""
    return Person(account.id, account.username)
