"""The port by which things are counted."""

from collections.abc import Sequence


class Meters:
    """What there is to count; this one counts nothing. Seconds are a float's, of any steady clock.

    Whatever names a kind is one of a few words of ours. Nothing that somebody typed, no id and no address
    may be given to any of these: what is counted is read by whoever watches.
    """

    def message_kept(self, seconds: float) -> None:
        """A message was stored so long after its frame was read."""

    def message_refused(self, kind: str) -> None:
        """A message was not taken, for that reason."""

    def hint_came(self) -> None:
        """An event for somebody with an open page was heard."""

    def gap_found(self) -> None:
        """A page asked the store because a hint before the one that came is missing."""

    def socket_opened(self, kind: str) -> None:
        """A socket is open, of that kind of page."""

    def socket_closed(self, kind: str) -> None:
        """One of those is open no more."""

    def hung_up(self, code: int) -> None:
        """A socket was closed from here, with that code."""

    def redis_answered(self, command: Sequence[object], seconds: float) -> None:
        """Redis was asked that. Only the name is kept; that of a script, if it was one."""

    def database_answered(self, statement: str, seconds: float) -> None:
        """The database was asked that. Only what it does, and with which table, is kept."""

    def event_noted(self, name: str) -> None:
        """A security event of that name was written down (logs/security.py)."""

    def answered(self, route: str, status: int) -> None:
        """A request that took that route was answered so."""

    def woke_late(self, seconds: float) -> None:
        """Whoever slept was woken so much later than it was to be."""
