"""A setting does what it says; the original read several that changed nothing."""

import re
import runpy

import pytest

from felchat import create_app
from felchat.chat.domain import TooLong
from felchat.config import ROOT, Settings

CONFIG = ROOT / "felchat" / "config.py"
SOURCES = [*(ROOT / "felchat").rglob("*.py"), ROOT / "gunicorn.conf.py"]
READ = {
    *re.findall(r"\bself\.([a-z_]+)", CONFIG.read_text()),
    *re.findall(
        r"(?:\bsettings|\[\"FELCHAT\"\])\.([a-z_]+)", "\n".join(each.read_text() for each in SOURCES)
    ),
}


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_asked_for(name: str) -> None:
    """Original fault C11."""
    assert name in READ


def test_a_message_may_be_as_long_as_the_setting_says(settings: Settings) -> None:
    """Original fault C11."""
    app = create_app(settings.model_copy(update={"max_message_length": 7}))
    with pytest.raises(TooLong) as refusal:
        app.extensions["felchat"].chat.send(1, 2, "12345678", "n")
    assert refusal.value.limit == 7


@pytest.mark.parametrize(("host", "bind"), [("127.0.0.2", "127.0.0.2:9000"), ("::1", "[::1]:9000")])
def test_gunicorn_listens_where_the_settings_say(
    monkeypatch: pytest.MonkeyPatch, host: str, bind: str
) -> None:
    """Original fault C11."""
    monkeypatch.setattr("gevent.monkey.patch_all", lambda: None)  # the tests' own process stays as it is
    for name, value in {"ENV": "test", "HOST": host, "PORT": "9000"}.items():
        monkeypatch.setenv(name, value)
    assert runpy.run_path(str(ROOT / "gunicorn.conf.py"))["bind"] == bind
