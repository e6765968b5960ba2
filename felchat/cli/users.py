"""`flask users …`: the accounts, for whoever runs this Felchat."""

from collections.abc import Iterator

import click

from felchat.accounts.domain import Account
from felchat.cli.asking import (
    NAMING,
    account_named,
    from_stdin,
    make_sure,
    password,
    printable,
    sure,
    the_person,
)
from felchat.cli.invitations import allow_invitations, forbid_invitations
from felchat.cli.manners import Group
from felchat.cli.printing import as_json, moment, say_facts, say_json, say_list
from felchat.cli.signing_in import disable, enable, logout, reset_2fa, sessions, set_password
from felchat.services import services

PAGE = 100


@click.group(cls=Group, help=f"Create, find, change and end accounts.\n\n{NAMING}")
def users() -> None:
    pass


for each in (set_password, reset_2fa, disable, enable, sessions, logout):
    users.add_command(each)
for each in (allow_invitations, forbid_invitations):
    users.add_command(each)


@users.command("create")
@click.argument("username")
@click.option("--email", required=True, help="The person's e-mail address.")
@from_stdin
def create(username: str, email: str, password_stdin: bool) -> None:
    """Register somebody. The password is asked for twice, or read from standard input."""
    account = services.accounts.register(username, email, password(username, password_stdin))
    click.echo(f"{account.username} is registered, with the id {account.id}.")


@users.command("list")
@click.option("--prefix", default="", callback=printable, help="Only usernames that begin so.")
@as_json
def list_them(prefix: str, in_json: bool) -> None:
    """List the accounts, the oldest first. Only the JSON has e-mail addresses."""
    titles = ("ID", "USERNAME", "REGISTERED", "DISABLED SINCE")
    say_list(list(all_accounts(prefix)), in_json, facts, titles, columns)


@users.command("show")
@the_person
@as_json
def show(person: str, in_json: bool) -> None:
    """Show what is known of somebody."""
    account = account_named(person)
    factor = services.accounts.factors.of(account.id)
    shown = facts(account) | {"second_factor_since": factor.since.isoformat() if factor else None}
    if in_json:
        say_json(shown)
    else:
        say_facts(shown)


@users.command("rename")
@the_person
@click.argument("username")
def rename(person: str, username: str) -> None:
    """Give somebody another username, by which they sign in from now on."""
    account = account_named(person)
    services.administration.rename(account.id, username)
    click.echo(f"{account.username} is {services.accounts.account(account.id).username} now.")


@users.command("delete")
@the_person
@sure
def delete(person: str, yes: bool) -> None:
    """Remove somebody with all that is theirs. It cannot be undone."""
    account = account_named(person)
    make_sure(f"Remove {account.username}, id {account.id}, with all that is theirs?", yes)
    services.administration.remove(account.id)
    click.echo(f"{account.username} is removed.")


def all_accounts(prefix: str) -> Iterator[Account]:
    after = 0
    while page := services.administration.page(prefix, after, PAGE):
        yield from page
        after = page[-1].id


def columns(account: Account) -> tuple[object, ...]:
    return account.id, account.username, moment(account.registered_at), moment(account.disabled_at)


def facts(account: Account) -> dict[str, object]:
    """What an operator may know of somebody: all but the password's hash."""
    return {
        "id": account.id,
        "username": account.username,
        "email": account.email,
        "registered_at": account.registered_at.isoformat(),
        "disabled_at": account.disabled_at.isoformat() if account.disabled_at else None,
    }
