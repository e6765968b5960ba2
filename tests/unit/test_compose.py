"""docker-compose.yml and the secrets that it reads: what must be true of them on any machine."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from felchat.config import ROOT, Settings
from felchat.secret_key import weak

TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
SETTINGS = {name.upper() for name in Settings.model_fields}


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """What deploy/secrets.sh makes."""
    folder = tmp_path / "secrets"
    subprocess.run(["sh", ROOT / "deploy" / "secrets.sh", folder], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_right_that_it_does_not_need(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "build" in service or service["user"] not in ("root", "0")
    assert not service.keys() & {"privileged", "cap_add", "network_mode", "pid"}


def test_every_image_is_at_an_exact_version() -> None:
    images = {service["image"] for service in SERVICES.values() if "build" not in service}
    assert len(images) == 2
    assert all(re.fullmatch(r"(postgres:17\.\d+|redis:\d+\.\d+\.\d+)-trixie", image) for image in images)


def test_only_the_application_can_be_reached_and_only_from_this_machine() -> None:
    """Original fault O5."""
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:8000:8000"]}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in SERVICES if name != "web")


def test_redis_has_no_way_to_a_disk_not_even_by_swap() -> None:
    """Its image would have an anonymous volume at /data; the flags are asked of a running Redis elsewhere."""
    redis = SERVICES["redis"]
    assert redis["tmpfs"] == ["/data"]
    assert "volumes" not in redis
    assert redis["mem_limit"] == redis["memswap_limit"]


def test_the_application_waits_for_the_migration_and_both_for_their_stores() -> None:
    """Original fault O7: for as long as it takes, not for ten seconds."""
    waits = {
        name: {each: how["condition"] for each, how in s["depends_on"].items()} for name, s in OURS.items()
    }
    assert waits == {
        "web": {"migrate": "service_completed_successfully", "redis": "service_healthy"},
        "migrate": {"db": "service_healthy"},
    }
    assert shlex.join(SERVICES["migrate"]["command"]) == "flask --app wsgi db upgrade"
    assert all("healthcheck" in SERVICES[name] for name in ("db", "redis"))


@pytest.mark.parametrize("name", OURS)
def test_the_application_is_told_nothing_but_settings_and_its_secrets_by_file(name: str) -> None:
    service = OURS[name]
    assert set(service["environment"]) <= SETTINGS
    assert {secret.upper() for secret in service["secrets"]} == {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"}


def test_no_secret_stands_in_the_file_and_each_is_made(secrets: Path) -> None:
    """Original fault O5."""
    files = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert files == set(COMPOSE["secrets"]) == {each.name for each in secrets.iterdir()}
    assert not re.search(r"\$\{|://[^/\s]*@|password:\s*\w|--requirepass", TEXT, re.I)
    used = {secret for service in SERVICES.values() for secret in service["secrets"]}
    assert used == files


def test_the_secrets_are_strong_fit_each_other_and_are_made_once(secrets: Path) -> None:
    kept = {each.name: each.read_text() for each in secrets.iterdir()}
    assert not weak(kept["secret_key"])
    assert urlsplit(kept["database_url"]).password == kept["database_password"]
    assert f"user felchat on >{urlsplit(kept['redis_url']).password} " in kept["redis_users"]
    assert len({kept["secret_key"], kept["database_password"], urlsplit(kept["redis_url"]).password}) == 3
    subprocess.run(["sh", ROOT / "deploy" / "secrets.sh", secrets], check=True, capture_output=True)
    assert {each.name: each.read_text() for each in secrets.iterdir()} == kept


def test_only_their_owner_may_enter_the_folder_of_the_secrets(secrets: Path) -> None:
    assert secrets.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in secrets.iterdir()} == {0o644}
    for ignored in (".gitignore", ".dockerignore"):
        lines = (ROOT / ignored).read_text().splitlines()
        assert "/secrets/" in lines or (
            "*" in lines and not [line for line in lines if "secrets" in line[1:]]
        )
