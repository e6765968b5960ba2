"""`flask import-felchatv2`: the people of a FelchatV2 come over."""

import click

from felchat.cli.manners import command
from felchat.cli.printing import as_json, say_json, say_table
from felchat.services import services
from felchat.takeover.domain import Newcomer, Plan


@command("import-felchatv2")
@click.argument("url", envvar="FELCHATV2_DATABASE_URL")
@click.option("--yes", is_flag=True, help="Do it. Without this nothing is changed.")
@as_json
def import_felchatv2(url: str, yes: bool, in_json: bool) -> None:
    """Take over the people and the blocks of the FelchatV2 whose database is at URL.

    Without --yes it only says what would happen. The database at URL (PostgreSQL or SQLite, as in its
    DATABASE_URL, or here in the variable FELCHATV2_DATABASE_URL) is only read. People keep their passwords.
    Names that are not valid here, or taken, are changed, and listed for you to tell the people;
    addresses likewise. All come in or, when something goes wrong, nobody. It can be repeated:
    who came before, or left since, does not come again.
    """
    plan = services.takeover.plan(url)
    if yes:
        services.takeover.carry_out(plan)
    if in_json:
        say_json(facts(plan, yes))
    else:
        say(plan, yes)


def say(plan: Plan, done: bool) -> None:
    changed = [each for each in plan.newcomers if each.remarks]
    if changed:
        say_table(("OLD ID", "OLD USERNAME", "USERNAME", "REMARKS"), [columns(each) for each in changed])
        click.echo()
    people, blocks = len(plan.newcomers), len(plan.blocks)
    verb = "came" if done else "would come"
    click.echo(f"People who {verb} in: {people}, with changes: {len(changed)}; blocks: {blocks}.")
    if plan.known:
        click.echo(f"People who came before, and are left as they are: {plan.known}.")
    if not done:
        click.echo("Nothing was changed. To do it, add --yes.")


def columns(newcomer: Newcomer) -> tuple[object, ...]:
    old, remarks = newcomer.old, "; ".join(newcomer.remarks)
    return old.id, old.username[:40], newcomer.registration.username, remarks


def facts(plan: Plan, done: bool) -> dict[str, object]:
    return {
        "done": done,
        "people": len(plan.newcomers),
        "blocks": len(plan.blocks),
        "came_before": plan.known,
        "changed": [
            {
                "old_id": each.old.id,
                "old_username": each.old.username,
                "username": each.registration.username,
                "remarks": [remark.name.lower() for remark in each.remarks],
            }
            for each in plan.newcomers
            if each.remarks
        ],
    }
