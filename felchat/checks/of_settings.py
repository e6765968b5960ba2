"""Whether the settings, which are possible, are wise."""

from collections.abc import Iterator

from felchat.checks.domain import Finding, Verdict
from felchat.config import ROOT, Settings
from felchat.secret_key import SHORTEST_SECRET, weak

SCRIPTS = ROOT / "static" / "vendor" / "htmx.js"


def check_settings(settings: Settings) -> Iterator[Finding]:
    """Whether they are safe. What cannot be right is not heard of here: it stops the start."""
    production = settings.env == "prod"
    if production:
        yield Finding("environment", Verdict.OK, "ENV is prod")
    else:
        yield Finding(
            "environment", Verdict.NOTE, f"ENV is {settings.env}; for others to use it set ENV=prod"
        )
    yield secret(settings.secret_key)
    if settings.session_cookie_secure or not production:
        yield Finding("session cookie", Verdict.OK, f"its name is {settings.cookie_name}")
    else:
        words = "SESSION_COOKIE_SECURE is false: whoever listens on the way can take sessions over; use TLS"
        yield Finding("session cookie", Verdict.NOTE, words)
    if production and not settings.ratelimit_enabled:
        yield Finding("limits of rate", Verdict.FIX, "set RATELIMIT_ENABLED=true; false is for load tests")
    else:
        state = "on" if settings.ratelimit_enabled else "off"
        yield Finding("limits of rate", Verdict.OK, f"they are {state}")


def secret(key: str) -> Finding:
    if weak(key):
        words = f"set SECRET_KEY to at least {SHORTEST_SECRET} random characters: it signs the sessions"
        return Finding("secret key", Verdict.FIX, words)
    return Finding("secret key", Verdict.OK, f"it is strong, of {len(key)} characters")


def check_memory() -> Iterator[Finding]:
    """What is so when REDIS_URL is not set."""
    words = "none: messages live in the memory of the one process that serves, and by its clock"
    yield Finding("Redis", Verdict.NOTE, words)


def check_assets() -> Iterator[Finding]:
    """Whether the front-end libraries were built; without them nothing is live."""
    if SCRIPTS.exists():
        yield Finding("assets", Verdict.OK, "static/vendor/ is built")
    else:
        yield Finding(
            "assets", Verdict.FIX, "build static/vendor/ with `make assets`: nothing is live without"
        )
