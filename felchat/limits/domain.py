"""What a limit is, and the refusal of whoever reaches one."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from felchat.domain import Refusal

A_NETWORK = 64
"""How many bits of an IPv6 address name a network: whoever has one has all its addresses (RFC 6177)."""


class TooMany(Refusal):
    """That was more than is allowed at once: after `wait` seconds it may be tried again."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait

    @property
    def retry_after(self) -> int:
        """In whole seconds, at least one, as the header Retry-After has it (RFC 9110, 10.2.3)."""
        return max(1, ceil(self.wait))


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so many seconds, whenever these begin; the name tells it from others."""

    name: str
    times: int
    within: int


@dataclass(frozen=True, slots=True)
class AtOnce:
    """So many at the same time, in one process."""

    name: str
    most: int


@dataclass(frozen=True, slots=True)
class Budget:
    """A burst, and then so many a second: the generic cell rate algorithm (ITU-T I.371, annex A).

    All that is kept of it is when it is whole again, in seconds by any clock.
    """

    burst: int
    per_second: float

    @property
    def in_ms(self) -> tuple[int, int]:
        """How far ahead of now that may be, and by how much one moves it."""
        each = round(1000 / self.per_second)
        return (self.burst - 1) * each, each

    def spent(self, whole_at: float, now: float) -> float:
        """When it is whole again if one is spent now. Raises TooMany."""
        whole_at = max(whole_at, now)
        wait = whole_at - now - (self.burst - 1) / self.per_second
        if wait > 0:
            raise TooMany(wait)
        return whole_at + 1 / self.per_second


@dataclass(slots=True)
class Meter:
    """A budget of something that is in one process only. None: it has no limit."""

    budget: Budget | None
    _whole_at: float = 0.0

    def spend(self, now: float) -> None:
        """Raises TooMany."""
        if self.budget:
            self._whole_at = self.budget.spent(self._whole_at, now)


def network_of(address: str) -> str:
    """What is counted as one place: an IPv4 address, or the network of an IPv6 address."""
    try:
        found = ip_address(without_port(address).partition("%")[0])
    except ValueError:
        return address  # a proxy's word that is no address, or nothing: such share one limit each
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, A_NETWORK), strict=False))
    return str(found)


def without_port(address: str) -> str:
    """The address alone: some proxies write the client's port behind it, another for each connection."""
    found = re.fullmatch(r"\[(.+)\](?::\d+)?|([\d.]+):\d+", address)
    return found[1] or found[2] if found else address
