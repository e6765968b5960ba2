"""`flask invitations …`: links by which people may register, for whoever runs this Felchat."""

import click
from flask import current_app, url_for

from felchat.accounts.belongings import invitation_in_json
from felchat.accounts.invitation import DAYS, USES, Invitation
from felchat.cli.asking import account_named, the_person
from felchat.cli.manners import Group, command
from felchat.cli.printing import as_json, moment, say_list
from felchat.services import services


@click.group(cls=Group)
def invitations() -> None:
    """Make, list and revoke invitations to register."""


@invitations.command("create")
@click.option(
    "--uses", default=1, type=click.IntRange(USES[0], USES[-1]), help="How many may register by it."
)
@click.option("--days", default=7, type=click.IntRange(DAYS[0], DAYS[-1]), help="How long it lasts.")
def create(uses: int, days: int) -> None:
    """Make an invitation and print its link, which is shown this once."""
    token = services.invitations.make(uses, days)
    with current_app.test_request_context():
        click.echo(url_for("accounts.register", invitation=token))
    click.echo("Put the address of your Felchat before it. It is shown this once.", err=True)


@invitations.command("list")
@as_json
def list_them(in_json: bool) -> None:
    """List the invitations that have not expired, the newest first."""
    titles = ("ID", "MADE BY", "USES LEFT", "MADE", "EXPIRES")
    say_list(services.invitations.all(), in_json, facts, titles, columns)


@invitations.command("revoke")
@click.argument("invitation_id", metavar="ID", type=int)
def revoke(invitation_id: int) -> None:
    """End an invitation: nobody registers by it any more."""
    if not services.invitations.revoke(invitation_id):
        raise click.ClickException(f"There is no invitation {invitation_id}, or it has expired.")
    click.echo(f"Invitation {invitation_id} is revoked.")


@command("allow-invitations")
@the_person
def allow_invitations(person: str) -> None:
    """Let somebody invite others, on their profile."""
    account = account_named(person)
    services.invitations.allow(account.id)
    click.echo(f"{account.username} may invite others.")


@command("forbid-invitations")
@the_person
def forbid_invitations(person: str) -> None:
    """Let somebody invite no more; what they made opens nothing meanwhile."""
    account = account_named(person)
    services.invitations.forbid(account.id)
    click.echo(f"{account.username} may not invite others, and their invitations open nothing.")


def columns(invitation: Invitation) -> tuple[object, ...]:
    made, expires = moment(invitation.made_at), moment(invitation.expires_at)
    return invitation.id, invitation.maker or "the operator", invitation.uses_left, made, expires


def facts(invitation: Invitation) -> dict[str, object]:
    return {"maker": invitation.maker, **invitation_in_json(invitation)}
