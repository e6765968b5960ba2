"""Those of `flask users …` that are about getting in: passwords, sessions, keeping somebody out."""

import click

from felchat.accounts.domain import Session
from felchat.cli.asking import account_named, from_stdin, make_sure, password, sure, the_person
from felchat.cli.manners import command
from felchat.cli.printing import as_json, moment, say_list
from felchat.services import services


@command("set-password")
@the_person
@from_stdin
def set_password(person: str, password_stdin: bool) -> None:
    """Give somebody another password, and sign them out everywhere."""
    account = account_named(person)
    services.administration.change_password(account.id, password(account.username, password_stdin))
    click.echo(f"{account.username} has another password, and is signed out everywhere.")


@command("reset-2fa")
@the_person
@sure
def reset_2fa(person: str, yes: bool) -> None:
    """Let somebody sign in by the password alone who has lost their app and their recovery codes.

    Be sure that it is really them who asks. They are signed out everywhere.
    """
    account = account_named(person)
    make_sure(f"Ask {account.username}, id {account.id}, for no second factor any more?", yes)
    if services.administration.reset_factor(account.id):
        click.echo(f"{account.username} signs in by the password alone, and is signed out everywhere.")
    else:
        click.echo(f"{account.username} has no second factor.")


@command("disable")
@the_person
def disable(person: str) -> None:
    """Keep somebody out: they are signed out at once, and cannot sign in."""
    account = account_named(person)
    services.administration.disable(account.id)
    click.echo(f"{account.username} is disabled, and signed out everywhere.")


@command("enable")
@the_person
def enable(person: str) -> None:
    """Let somebody in again who was disabled."""
    account = account_named(person)
    services.administration.enable(account.id)
    click.echo(f"{account.username} can sign in.")


@command("sessions")
@the_person
@as_json
def sessions(person: str, in_json: bool) -> None:
    """List where somebody is signed in, the session used last first."""
    found = services.administration.sessions(account_named(person).id)
    say_list(found, in_json, facts, ("ID", "BEGAN", "LAST USED", "ADDRESS", "DEVICE"), columns)


@command("logout")
@the_person
def logout(person: str) -> None:
    """Sign somebody out everywhere."""
    account = account_named(person)
    ended = services.administration.sign_out_everywhere(account.id)
    click.echo(f"{account.username} is signed out; sessions that ended: {ended}.")


def columns(session: Session) -> tuple[object, ...]:
    began, used = moment(session.began_at), moment(session.last_used_at)
    return session.id, began, used, session.device.address, session.device.user_agent


def facts(session: Session) -> dict[str, object]:
    return {
        "id": session.id,
        "device": session.device.user_agent,
        "address": session.device.address,
        "began_at": session.began_at.isoformat(),
        "last_used_at": session.last_used_at.isoformat(),
    }
