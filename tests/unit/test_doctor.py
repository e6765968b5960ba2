"""What `flask doctor` says of settings and stores, and how it says it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from felchat import create_app, database
from felchat.checks.domain import Check, Finding, Verdict
from felchat.checks.in_sql import check_database
from felchat.checks.of_settings import check_settings
from felchat.config import ROOT, Settings
from felchat.domain import StorageAway
from felchat.services import Services
from tests import old_felchat

WELL = Finding("database", Verdict.OK, "it answers")
MEANT_SO = Finding("Redis", Verdict.NOTE, "there is none")
BROKEN = Finding("clock", Verdict.FIX, "set it")
STRONG = "p7Wm2-Qx9_Lr4Tz6Vb8Nc1Ks3Hd5Jf0G"


def app_with(settings: Settings, services: Services, *checks: Check) -> Flask:
    return create_app(
        settings, replace(services, checks={f"check {number}": each for number, each in enumerate(checks)})
    )


def away() -> Iterator[Finding]:
    yield WELL
    raise StorageAway("database")


def test_when_all_is_well_or_meant_so_the_exit_code_is_0(settings: Settings, services: Services) -> None:
    app = app_with(settings, services, lambda: iter([WELL, MEANT_SO]))
    said = app.test_cli_runner().invoke(args=["doctor"])
    assert said.exit_code == 0
    assert said.stdout.splitlines() == ["ok   database: it answers", "note Redis: there is none"]


def test_what_is_wrong_is_said_with_what_to_do_and_the_exit_code_is_1(
    settings: Settings, services: Services
) -> None:
    app = app_with(settings, services, lambda: iter([BROKEN]), lambda: iter([WELL]))
    said = app.test_cli_runner().invoke(args=["doctor"])
    assert said.exit_code == 1
    assert said.stdout.splitlines() == ["fix  clock: set it", "ok   database: it answers"]


def test_a_store_that_is_away_is_a_finding_and_the_rest_is_still_looked_at(
    settings: Settings, services: Services
) -> None:
    app = app_with(settings, services, away, lambda: iter([MEANT_SO]))
    said = app.test_cli_runner().invoke(args=["doctor"])
    assert said.exit_code == 1
    assert [line.split()[0] for line in said.stdout.splitlines()] == ["ok", "fix", "note"]


def test_the_findings_can_be_had_in_json(settings: Settings, services: Services) -> None:
    app = app_with(settings, services, lambda: iter([WELL, BROKEN]))
    said = app.test_cli_runner().invoke(args=["doctor", "--json"])
    assert said.exit_code == 1
    assert json.loads(said.stdout) == [
        {"subject": "database", "verdict": "ok", "words": "it answers"},
        {"subject": "clock", "verdict": "fix", "words": "set it"},
    ]


def production(**others: object) -> Settings:
    return Settings(_env_file=None, env="prod", secret_key=STRONG, **others)  # type: ignore[arg-type]


def verdicts(findings: Iterator[Finding]) -> dict[str, Verdict]:
    return {each.subject: each.verdict for each in findings}


def test_production_by_its_defaults_is_well() -> None:
    assert set(verdicts(check_settings(production())).values()) == {Verdict.OK}


def test_a_laptop_is_well_but_told_apart_from_production(settings: Settings) -> None:
    found = verdicts(check_settings(settings.model_copy(update={"secret_key": STRONG})))
    assert found.pop("environment") is Verdict.NOTE
    assert set(found.values()) == {Verdict.OK}


def test_a_weak_secret_is_to_be_fixed_and_not_shown(settings: Settings) -> None:
    findings = list(check_settings(settings))
    assert verdicts(iter(findings))["secret key"] is Verdict.FIX
    assert not any(settings.secret_key in each.words for each in findings)


def test_production_without_tls_is_noted_and_without_limits_is_wrong() -> None:
    found = verdicts(check_settings(production(session_cookie_secure=False, ratelimit_enabled=False)))
    assert (found["session cookie"], found["limits of rate"]) == (Verdict.NOTE, Verdict.FIX)


@pytest.mark.parametrize(
    ("at", "verdict"), [("", Verdict.FIX), ("0001", Verdict.FIX), ("newest", Verdict.OK), ("9z", Verdict.FIX)]
)
def test_the_database_must_be_where_the_migrations_end(tmp_path: Path, at: str, verdict: Verdict) -> None:
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    for name, before in (("0001", None), ("newest", "0001")):
        (scripts / "versions" / f"{name}.py").write_text(f"revision = {name!r}\ndown_revision = {before!r}\n")
    engine = create_engine(f"sqlite:///{tmp_path}/felchat.db")
    with engine.begin() as connection:
        if at:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:at)"), {"at": at})
    found = verdicts(check_database(database.transactions(engine), scripts, "dev"))
    engine.dispose()
    assert found == {"database": Verdict.OK, "migrations": verdict}


def test_a_database_of_felchatv2_is_not_migrated_but_imported(tmp_path: Path) -> None:
    old_felchat.make(f"sqlite:///{tmp_path}/felchat.db")
    engine = create_engine(f"sqlite:///{tmp_path}/felchat.db")
    found = list(check_database(database.transactions(engine), ROOT / "migrations", "dev"))
    engine.dispose()
    assert "another program's" in found[-1].words
    assert found[-1].verdict is Verdict.FIX


def test_sqlite_in_production_is_told_of() -> None:
    engine = create_engine("sqlite://")
    found = verdicts(check_database(database.transactions(engine), ROOT / "migrations", "prod"))
    engine.dispose()
    assert found["database"] is Verdict.NOTE
