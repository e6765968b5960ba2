"""What the addresses among the settings may be: of a database, of a message store, of this machine."""

import re
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

POSSIBLE_PORTS = {None, *range(1, 65536)}


def with_driver(url: str) -> str:
    """The URL with its driver named: SQLAlchemy 2.1 takes a bare postgresql:// as psycopg 3."""
    url = re.sub(r"^postgres(ql)?(\+psycopg2)?://", "postgresql+psycopg2://", url)
    if not url.startswith("sqlite://") and not is_postgres(url):
        raise ValueError("must be a postgresql://user:password@host/name or an sqlite:///path URL")
    return url


def is_postgres(url: str) -> bool:
    scheme, _, rest = url.partition("://")
    place = rest.partition("?")[0].rpartition("@")[2].partition("/")[0]
    port = re.fullmatch(r"(?:\[[0-9a-fA-F:.]+\]|[^:]*)(?::([0-9]{1,5}))?", place)
    possible = port is not None and (port[1] is None or int(port[1]) in POSSIBLE_PORTS)
    return possible and bool(rest) and scheme == "postgresql+psycopg2"


def known_store(url: str) -> str:
    if url and not is_redis(url):
        raise ValueError("must be a redis://host:port/number, rediss:// or unix:// URL")
    return url


def is_redis(url: str) -> bool:
    try:
        parts = urlsplit(url)
        possible = parts.port in POSSIBLE_PORTS
    except ValueError:
        return False
    if parts.scheme == "unix":
        return possible and bool(parts.path)
    numbered = bool(re.fullmatch(r"(/[0-9]*)?", parts.path))
    return possible and numbered and bool(parts.netloc) and parts.scheme in ("redis", "rediss")


def possible_host(host: str) -> str:
    """An address, or a name with at least one letter in its last part (RFC 1123, section 2.1)."""
    with suppress(ValueError):
        return str(ip_address(host))
    if not re.fullmatch(r"([A-Za-z0-9-]+\.)*[0-9-]*[A-Za-z][A-Za-z0-9-]*", host):
        raise ValueError("must be the name or the address of this machine, such as 127.0.0.1 or ::1")
    return host
