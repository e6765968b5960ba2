"""`flask chat …`: the message store as a whole, without a look at what was said."""

from dataclasses import asdict

import click
from flask import current_app

from felchat.chat.domain import Conversation
from felchat.cli.asking import NAMING, account_named, make_sure, sure
from felchat.cli.manners import Group
from felchat.cli.measured import facts, measured_by_workers, say_measured
from felchat.cli.printing import as_json, say_json
from felchat.services import services

OUT_OF_REACH = (
    "The messages are in the memory of the process that serves (REDIS_URL is not set), "
    "and out of reach here; they are gone when it ends."
)


@click.group(cls=Group, help=f"Count, purge and wipe what was said, without showing any of it.\n\n{NAMING}")
def chat() -> None:
    pass


@chat.command("stats")
@as_json
def stats(in_json: bool) -> None:
    """Count the conversations and messages that live.

    With METRICS_TOKEN also what the workers have measured: of them that listen at HOST and PORT, so it
    is to be asked on their machine, or in their container.
    """
    insist_on_reach()
    found = measured_by_workers()
    if in_json:
        say_json(asdict(services.housekeeping.tally()) | facts(found))
    else:
        say_tally("Living", in_json)
        say_measured(found)


@chat.command("purge")
@as_json
def purge(in_json: bool) -> None:
    """Drop what has outlived its retention.

    Reading does that, too; this reaches what nobody reads, for instance after the retention was shortened.
    """
    insist_on_reach()
    services.housekeeping.purge()
    say_tally("Purged; living", in_json)


@chat.command("wipe")
@click.option("--between", nargs=2, metavar="PERSON PERSON", help="Only the conversation of those two.")
@sure
def wipe(between: tuple[str, str] | None, yes: bool) -> None:
    """Forget every message and draft, or those of one conversation. It cannot be undone.

    Open pages are told, and forget them at once.
    """
    insist_on_reach()
    only, whose = None, "of everybody"
    if between:
        one, other = (account_named(typed) for typed in between)
        only, whose = Conversation.between(one.id, other.id), f"between {one.username} and {other.username}"
    make_sure(f"Forget all messages {whose}?", yes)
    click.echo(f"Messages {whose} that are forgotten: {services.housekeeping.wipe(only)}.")


def say_tally(title: str, in_json: bool) -> None:
    tally = services.housekeeping.tally()
    if in_json:
        say_json(asdict(tally))
    else:
        click.echo(f"{title} messages: {tally.messages}, in conversations: {tally.conversations}.")


def insist_on_reach() -> None:
    if not in_reach():
        raise click.ClickException(OUT_OF_REACH)


def in_reach() -> bool:
    """Whether the messages that this process sees are those that are served."""
    return bool(current_app.config["FELCHAT"].redis_url)
