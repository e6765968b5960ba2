"""What the workers have measured, on the terminal."""

from dataclasses import asdict

import click
from flask import current_app

from felchat.cli.printing import say_table
from felchat.metrics.reading import Duration, Measured, Number, Unread, read

PARTS = ("mean", "p50", "p95", "p99")


def measured_by_workers() -> Measured | None:
    """What those that listen at HOST and PORT say; None when they do not, or nothing is measured."""
    settings = current_app.config["FELCHAT"]
    if not settings.metrics_token:
        return None
    try:
        return read(settings.host, settings.port, settings.metrics_token)
    except Unread:
        at = f"HOST {settings.host} and PORT {settings.port}"
        click.echo(f"No Felchat with this METRICS_TOKEN answers at {at}.", err=True)
        return None


def facts(measured: Measured | None) -> dict[str, object]:
    """For programs: by the names that Prometheus knows, and in seconds."""
    return {"measured": asdict(measured)} if measured else {}


def say_measured(measured: Measured | None) -> None:
    if measured:
        click.echo()
        say_table(("HOW MANY", "OF", ""), [number_columns(each) for each in measured.numbers])
        click.echo()
        titles = ("HOW LONG, IN MS", "OF", "TIMES", *(part.upper() for part in PARTS))
        say_table(titles, [duration_columns(each) for each in measured.durations])


def number_columns(number: Number) -> tuple[object, ...]:
    return spoken(number.name), number.of, round(number.value)


def duration_columns(duration: Duration) -> tuple[object, ...]:
    in_ms = (f"{getattr(duration, part) * 1000:.2f}" for part in PARTS)
    return spoken(duration.name), duration.of, duration.count, *in_ms


def spoken(name: str) -> str:
    """A metric's name without what each has."""
    return name.removeprefix("felchat_").removesuffix("_seconds").removesuffix("_total").replace("_", " ")
