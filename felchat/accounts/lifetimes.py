"""How long somebody stays signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from felchat.accounts.domain import Session


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session lasts without being used, and how long at all."""

    unused: timedelta
    in_all: timedelta


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Those of a session that ends with its browser, and of one that the browser was to remember.

    After either time one signs in anew (OWASP ASVS 5.0, 7.3.1 and 7.3.2).
    """

    passing: Lifetime
    remembered: Lifetime

    def have_run_out(self, session: Session, at: datetime) -> bool:
        """Whether that session has come to its end by itself."""
        lifetime = self.remembered if session.remembered else self.passing
        return at - session.last_used_at >= lifetime.unused or at - session.began_at >= lifetime.in_all
