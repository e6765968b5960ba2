"""`flask doctor`: is everything around this Felchat as it should be?"""

from dataclasses import asdict

import click

from felchat.checks.domain import Finding, Verdict, examine
from felchat.cli.manners import command
from felchat.cli.printing import as_json, say_json
from felchat.services import services


@command("doctor")
@as_json
def doctor(in_json: bool) -> None:
    """Check settings, database, migrations, Redis and clock.

    Each line is ok, a note about what may be meant so, or fix with what to do; with a fix the exit code is 1.
    """
    findings = []
    for finding in examine(services.checks):
        findings.append(finding)
        if not in_json:
            say(finding)
    if in_json:
        say_json([asdict(each) for each in findings])
    if any(each.verdict is Verdict.FIX for each in findings):
        click.get_current_context().exit(1)


def say(finding: Finding) -> None:
    click.echo(f"{finding.verdict:4} {finding.subject}: {finding.words}")
