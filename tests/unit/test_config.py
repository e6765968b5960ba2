"""Settings: the contract's defaults, and what counts of what is set."""

from pathlib import Path

import pytest

from felchat import create_app
from felchat.config import Settings, load_settings
from felchat.secret_key import development_secret
from tests.unit.conftest import GOOD_SECRET

pytestmark = pytest.mark.usefixtures("bare_environment")

# fmt: off
EVERYWHERE: dict[str, object] = {
    "web_concurrency": 2, "port": 8000, "trusted_proxies": 0, "trusted_hosts": (),
    "session_cookie_name": "session", "ratelimit_enabled": True, "log_level": "INFO",
    "cors_origins": (), "max_message_length": 1000,
    "chat_history_limit": 50, "message_retention_minutes": 30,
    "websocket_ping_interval": 20, "websocket_ping_timeout": 20,
}
PRODUCTION = EVERYWHERE | {
    "env": "prod", "database_url": "postgresql+psycopg2://felchat:felchat@db:5432/felchat",
    "redis_url": "redis://redis:6379/0", "host": "0.0.0.0",  # noqa: S104 - the contract's
    "session_cookie_secure": True, "cookie_name": "__Host-session",
}
LAPTOP = EVERYWHERE | {
    "database_url": "sqlite:///felchat.db", "redis_url": "", "host": "127.0.0.1",
    "session_cookie_secure": False, "cookie_name": "session",
}
# fmt: on


@pytest.mark.parametrize(
    ("env", "defaults"), [("", PRODUCTION), ("prod", PRODUCTION), ("dev", LAPTOP), ("test", LAPTOP)]
)
def test_the_defaults_are_the_contracts(
    monkeypatch: pytest.MonkeyPatch, env: str, defaults: dict[str, object]
) -> None:
    """Original fault O3."""
    monkeypatch.setenv("ENV", env)
    settings = load_settings()
    assert {name: getattr(settings, name) for name in defaults} == defaults


def test_what_is_set_counts_and_what_is_empty_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"PORT": "9000", "SESSION_COOKIE_SECURE": "false", "LOG_LEVEL": "debug", "WEB_CONCURRENCY": ""}
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert (settings.port, settings.log_level, settings.web_concurrency) == (9000, "DEBUG", 2)
    assert settings.cookie_name == "session"


def test_a_file_of_settings_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Original fault O2."""
    (tmp_path / ".env").write_text("PORT=9000\nMAX_MESSAGE_LENGTH=7\n")
    monkeypatch.setenv("PORT", "9001")
    assert (load_settings().port, load_settings().max_message_length) == (9001, 7)


def test_a_container_is_handed_its_secrets_in_files_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(Settings.model_config, "secrets_dir", tmp_path)
    monkeypatch.setenv("SECRET_KEY", "")
    (tmp_path / "secret_key").write_text(GOOD_SECRET + "\n")
    (tmp_path / "database_url").write_text("postgresql://felchat:s3cret@db/felchat")
    (tmp_path / "database_password").write_text("s3cret")
    (tmp_path / "redis_url").write_text("redis://felchat:s3cret@redis/0")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    settings = load_settings()
    assert settings.secret_key == GOOD_SECRET
    assert settings.database_url == "postgresql+psycopg2://felchat:s3cret@db/felchat"
    assert settings.redis_url == "redis://elsewhere/0"


def test_a_laptop_gets_a_secret_that_lasts(tmp_path: Path) -> None:
    made = development_secret(tmp_path / "instance")
    assert len(made) >= 32
    assert development_secret(tmp_path / "instance") == made
    assert development_secret(tmp_path / "another") != made


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_postgresql_is_reached_by_psycopg2(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://a:b%40c@host:5433/name?sslmode=require")
    url = load_settings().database_url
    assert url == "postgresql+psycopg2://a:b%40c@host:5433/name?sslmode=require"


def test_a_fraction_of_a_minute_is_a_retention(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESSAGE_RETENTION_MINUTES", "0.05")
    assert load_settings().retention_ms == 3000


def test_several_origins_may_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORS_ORIGINS", " https://a.example, http://b.example:8080 ,")
    assert load_settings().cors_origins == ("https://a.example", "http://b.example:8080")


def test_a_cookie_without_tls_in_production_is_warned_of(
    caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    create_app(settings.model_copy(update={"env": "prod", "session_cookie_secure": False}))
    assert "SESSION_COOKIE_SECURE" in caplog.text


@pytest.mark.parametrize("host", ["0.0.0.0", "::1", "localhost", "chat.example.org"])  # noqa: S104
def test_a_host_is_an_address_or_a_name(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("HOST", host)
    assert load_settings().host == host


@pytest.mark.parametrize(
    "url", ["redis://h", "rediss://u:p@h:6380/1", "redis://h:6379/", "unix:///tmp/r.sock"]
)
def test_a_redis_is_named_by_its_url(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    assert load_settings().redis_url == url


PLACES = ["u:p@h:5432/x", "u:p@[::1]:5432/x", "u:p%40@h/x", "felchat@/x?host=/tmp/a", "/x", "u:p:p@h/x"]


@pytest.mark.parametrize("place", PLACES)
def test_a_database_is_named_by_its_url(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://{place}")
    assert load_settings().database_url == f"postgresql+psycopg2://{place}"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:////tmp/felchat.db", "sqlite:///a@b:c.db"])
def test_a_file_may_be_called_as_it_likes(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert load_settings().database_url == url
