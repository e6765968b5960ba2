"""Every environment variable that Felchat reads, once, with what it may be.

The README's table and `.env.example` describe the same settings to operators.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from felchat.accounts.invitation import Policy
from felchat.addresses import known_store, possible_host, with_driver
from felchat.secret_key import development_secret, weak
from felchat.setting_types import Hosts, Origins, known_level, strong_token

ROOT = Path(__file__).resolve().parent.parent
SECRETS = Path("/run/secrets")
"""Where a container is handed files, each named as a setting and holding its value."""


class BadSetting(SystemExit):
    """A setting cannot be right. It ends the start with one line that names the variable."""


class Settings(BaseSettings):
    """The settings, typed and checked. Field names are the variables' names in lower case."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env",
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
    )

    env: Literal["prod", "dev", "test"] = "prod"
    database_url: Annotated[str, AfterValidator(with_driver)] = ""
    redis_url: Annotated[str, AfterValidator(known_store)] = ""
    secret_key: str = ""
    web_concurrency: int = Field(default=2, ge=1, le=128)
    host: Annotated[str, AfterValidator(possible_host)] = ""
    port: int = Field(default=8000, ge=1, le=65535)
    trusted_proxies: int = Field(default=0, ge=0, le=16)
    trusted_hosts: Hosts = ()
    session_cookie_name: str = Field(default="session", pattern=r"^[A-Za-z0-9_-]+$")
    session_cookie_secure: bool | None = None
    session_idle_hours: float = Field(default=12, ge=0.1, le=24 * 365, allow_inf_nan=False)
    session_absolute_hours: float = Field(default=168, ge=0.1, le=24 * 365, allow_inf_nan=False)
    session_remembered_idle_days: float = Field(default=30, ge=0.1, le=365, allow_inf_nan=False)
    session_remembered_absolute_days: float = Field(default=90, ge=0.1, le=365, allow_inf_nan=False)
    ratelimit_enabled: bool = True
    registration: Policy = Policy.OPEN
    log_level: Annotated[str, AfterValidator(known_level)] = "INFO"
    log_format: Literal["json", "text"] = "json"
    cors_origins: Origins = ()
    max_message_length: int = Field(default=1000, ge=1, le=10_000)
    chat_history_limit: int = Field(default=50, ge=1, le=1000)
    message_retention_minutes: float = Field(default=30, gt=0, le=60 * 24 * 24, allow_inf_nan=False)
    websocket_ping_interval: float = Field(default=20, gt=0, le=3600, allow_inf_nan=False)
    websocket_ping_timeout: float = Field(default=20, gt=0, le=3600, allow_inf_nan=False)
    bcrypt_rounds: int = Field(default=12, ge=4, le=16)
    metrics_token: Annotated[str, AfterValidator(strong_token)] = ""

    @model_validator(mode="before")
    @classmethod
    def fill_in_by_environment(cls, values: dict[str, object]) -> dict[str, object]:
        """Defaults that differ between a laptop and production."""
        if values.get("env") not in ("dev", "test"):
            defaults = PRODUCTION
        else:
            defaults = DEVELOPMENT | {
                "secret_key": values.get("secret_key") or development_secret(ROOT / "instance")
            }
        return {**defaults, **values}

    @model_validator(mode="after")
    def keep_production_safe(self) -> Self:
        if self.env == "prod" and weak(self.secret_key):
            raise ValueError(
                "SECRET_KEY must be set in production, to at least 32 random characters; make one with: "
                'python -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        return self

    @property
    def retention_ms(self) -> int:
        """How long a message lives, in milliseconds; at least one."""
        return max(1, round(self.message_retention_minutes * 60_000))

    @property
    def cookie_lasts(self) -> timedelta:
        """For how long the session's cookie counts at the longest; its session may end before."""
        absolute = timedelta(hours=self.session_absolute_hours)
        return max(absolute, timedelta(days=self.session_remembered_absolute_days))

    @property
    def cookie_name(self) -> str:
        """The session cookie's name; `__Host-` binds a secure one to this host (RFC 6265bis)."""
        return (
            f"__Host-{self.session_cookie_name}" if self.session_cookie_secure else self.session_cookie_name
        )


PRODUCTION: dict[str, object] = {
    "database_url": "postgresql+psycopg2://felchat:felchat@db:5432/felchat",
    "redis_url": "redis://redis:6379/0",
    "host": "0.0.0.0",  # noqa: S104 - a container listens to its network
    "session_cookie_secure": True,
}
DEVELOPMENT: dict[str, object] = {
    "database_url": "sqlite:///felchat.db",  # relative to instance/, says Flask-SQLAlchemy
    "host": "127.0.0.1",
    "log_format": "text",
    "session_cookie_secure": False,
}


def load_settings() -> Settings:
    """The settings of this process.

    Raises BadSetting, whose one line names the variable and what it may be.
    """
    try:
        return Settings()
    except ValidationError as invalid:
        raise BadSetting(f"felchat: {in_one_line(invalid)}") from None


def in_one_line(invalid: ValidationError) -> str:
    """The first complaint, led by the name of its variable."""
    problem = invalid.errors()[0]
    sentence = problem["msg"].removeprefix("Value error, ")
    if not problem["loc"]:
        return sentence
    return f"{str(problem['loc'][0]).upper()}: {sentence[0].lower()}{sentence[1:]}"
