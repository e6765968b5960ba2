"""Settings that cannot be right: one line that names the variable stops the start."""

import pytest

from felchat.config import BadSetting, load_settings
from tests.unit.conftest import GOOD_SECRET

pytestmark = pytest.mark.usefixtures("bare_environment")

COUNTS = ["WEB_CONCURRENCY", "PORT", "MAX_MESSAGE_LENGTH", "CHAT_HISTORY_LIMIT"]
DURATIONS = ["MESSAGE_RETENTION_MINUTES", "WEBSOCKET_PING_INTERVAL", "WEBSOCKET_PING_TIMEOUT"]
BAD = [
    *(
        (name, value)
        for name in COUNTS + DURATIONS
        for value in ("0", "-1", "many", "nan", "inf", "1e400", "2;3")
    ),
    *((name, "2.5") for name in COUNTS),
    *(("TRUSTED_HOSTS", name) for name in ("*", "https://a.example", "a.example:80", "a..b", "a b", "[::1]")),
    *(("TRUSTED_PROXIES", value) for value in ("-1", "17", "1.5", "all", "127.0.0.1")),
    *(("PORT", "65536"), ("ENV", "production"), ("ENV", "PROD"), ("LOG_LEVEL", "LOUD"), ("LOG_LEVEL", "20")),
    *((name, "perhaps") for name in ("SESSION_COOKIE_SECURE", "RATELIMIT_ENABLED")),
    *(("SESSION_COOKIE_NAME", name) for name in ("a b", "a;b", "a=b", "кука", "a\n")),
    *(("CORS_ORIGINS", "*"), ("CORS_ORIGINS", "https://a.example,*"), ("CORS_ORIGINS", "https://*.example")),
    *(("CORS_ORIGINS", "https://a.example/"), ("CORS_ORIGINS", "a.example"), ("CORS_ORIGINS", "null")),
    *(
        ("DATABASE_URL", url)
        for url in ("mysql://a/b", "felchat.db", "postgresql://", "postgresql+psycopg://a/b")
    ),
    *(("REDIS_URL", url) for url in ("http://redis", "redis", "redis://", "localhost:6379")),
    *(("DATABASE_URL", f"postgresql://u:p@h:{port}/x") for port in ("bad", "0", "99999")),
    *(("REDIS_URL", f"redis://{rest}") for rest in ("h:abc", "h:99999/0", "h/abc", "h:0")),
    *(("HOST", host) for host in ("not a host", "999.1.1.1", "::1::", "a..b", "http://a")),
    *(("SECRET_KEY", key) for key in ("changeme", "x" * 64, "abc" * 20, GOOD_SECRET[:31])),
    *(
        ("METRICS_TOKEN", token)
        for token in ("on", "x" * 40, GOOD_SECRET[:31], f"{GOOD_SECRET} {GOOD_SECRET}")
    ),
    ("METRICS_TOKEN", f"{GOOD_SECRET}ж"),
    ("SECRET_KEY", "change-me-change-me-change-me-change-me"),
]


@pytest.mark.parametrize(("name", "value"), BAD, ids=lambda each: ascii(each)[:40])
def test_a_bad_setting_stops_the_start_with_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as stopped:
        load_settings()
    line = str(stopped.value)
    assert name in line
    assert "\n" not in line


def test_production_does_not_start_without_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        load_settings()
