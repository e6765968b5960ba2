"""The other files that an operator starts Felchat with: what must be true of them on any machine."""

import re

import pytest
import yaml

from felchat.config import ROOT, Settings
from felchat.web import LARGEST_FORM

GUIDE = (ROOT / "DEPLOY.md").read_text()
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()
BETWEEN_PINGS = Settings.model_fields["websocket_ping_interval"].default
GRACE = int(re.findall(r"^graceful_timeout = (\d+)", (ROOT / "gunicorn.conf.py").read_text(), re.M)[0])


def read(name: str) -> str:
    return (ROOT / "deploy" / name).read_text()


def test_railway_finds_the_procfile_and_nothing_that_outweighs_it() -> None:
    assert not [name for name in ("Dockerfile", "railway.json", "railway.toml") if (ROOT / name).exists()]


def test_whatever_stops_felchat_leaves_it_the_time_to_say_goodbye() -> None:
    stops = re.findall(r"^TimeoutStopSec=(\d+)$", read("felchat.service"), re.M)
    stops += re.findall(r"RAILWAY_DEPLOYMENT_DRAINING_SECONDS` \| `(\d+)`", GUIDE)
    web = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["web"]
    stops.append(web["stop_grace_period"].removesuffix("s"))
    assert len(stops) >= 3
    assert all(int(seconds) > GRACE for seconds in stops)


@pytest.mark.parametrize(
    "name", ["Procfile", "docker-compose.yml", "deploy/Dockerfile", "deploy/felchat.service"]
)
def test_no_start_waits_a_fixed_time(name: str) -> None:
    """Original fault O7."""
    assert "sleep" not in (ROOT / name).read_text()


def test_the_image_is_built_on_an_exact_version() -> None:
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-trixie", images[0])
    assert set(images[1:]) == {"python"}, "the first stage, by its name"


def test_the_image_runs_as_nobody_in_particular_and_carries_no_tools() -> None:
    end = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\S+)$", end, re.M) == ["10001"]
    assert end.index("USER") < end.index("HEALTHCHECK") < end.index('CMD ["python", "gunicorn.conf.py"]')
    assert "pip uninstall --yes pip" in end
    assert not re.search(r"apt-get|npm|assets\.py|requirements|^COPY \. ", end, re.M)
    assert "--require-hashes" in DOCKERFILE


def test_the_image_has_what_is_copied_into_it_and_nothing_more() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    allowed = {line[1:] for line in lines if line.startswith("!")}
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M)
    copied = {name for names in copies for name in names.split()}
    assert lines[1] == "*"
    assert copied == allowed
    assert all((ROOT / name).exists() for name in copied)


def test_nginx_passes_sockets_on_and_lets_no_forged_header_through() -> None:
    nginx = read("nginx.conf")
    set_to = dict(re.findall(r"^\s*proxy_set_header (\S+)\s+(\S+);$", nginx, re.M))
    assert (set_to["Upgrade"], set_to["Connection"]) == ("$http_upgrade", "$connection_upgrade")
    assert {"Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"} <= set(set_to)
    assert "proxy_http_version 1.1;" in nginx
    for timeout in ("proxy_read_timeout", "proxy_send_timeout"):
        assert int(re.findall(rf"{timeout} (\d+)s;", nginx)[0]) > 2 * BETWEEN_PINGS
    assert int(re.findall(r"client_max_body_size (\d+)k;", nginx)[0]) * 1024 >= LARGEST_FORM


def test_caddy_passes_everything_on_and_sets_no_limit_to_a_socket() -> None:
    caddy = read("Caddyfile")
    assert "reverse_proxy 127.0.0.1:8000" in caddy
    assert re.findall(r"header_up .*", caddy) == ["header_up X-Request-ID {http.request.uuid}"]
    assert not re.search(r"_timeout|trusted_proxies", caddy)


@pytest.mark.parametrize(
    "name",
    ["felchat.service", "Caddyfile", "nginx.conf", "Dockerfile", "secrets.sh", "grafana-dashboard.json"],
)
def test_the_guide_tells_of_every_file_that_is_ready(name: str) -> None:
    assert f"deploy/{name}" in GUIDE
