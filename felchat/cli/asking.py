"""What commands ask the operator for: a person, a password, whether they are sure."""

import re
import sys

import click

from felchat.accounts.domain import Account
from felchat.services import services

NAMING = "PERSON is an id, or a username; one of nothing but digits is written with an @ before it."

the_person = click.argument("person", metavar="PERSON")
sure = click.option("--yes", is_flag=True, help="Do not ask.")
from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from the first line of standard input."
)


def printable(_context: click.Context, _parameter: click.Parameter, typed: str) -> str:
    """A callback for what is searched for: the stores take no half characters, and nobody is called so."""
    if not typed.isprintable():
        raise click.BadParameter("holds what cannot be printed")
    return typed


def account_named(typed: str) -> Account:
    """The account that the operator means. Raises NoSuchAccount."""
    if re.fullmatch(r"[0-9]{1,10}", typed):
        return services.accounts.account(int(typed))
    return services.accounts.find(typed.removeprefix("@"))


def password(of: str, from_stdin: bool) -> str:
    """A password, asked for twice without echo or piped in; never an argument, which others could see."""
    if not from_stdin:
        return str(click.prompt(f"Password of {of}", hide_input=True, confirmation_prompt=True))
    try:
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise click.ClickException("The password on standard input is not UTF-8.") from None


def make_sure(question: str, yes: bool) -> None:
    """Go on only when the operator wants to; otherwise the command ends with exit code 1."""
    if not yes:
        click.confirm(question, abort=True)
