"""What happened to who may come in: events with fixed names, numbers, and nobody's words.

OWASP ASVS 5.0, 16.3: sign-ins and refusals, whatever changes an account, and attempts to get around.
docs/logging.md has the same list, for whoever reads or watches the log.
"""

import logging
from enum import Enum

from felchat import metrics

log = logging.getLogger("felchat.security")


class Event(Enum):
    """Each with its name in the log, and the numbers that come along where they are known."""

    REGISTERED = "registered", "account"
    SIGNED_IN = "signed_in", "account", "session"
    SIGN_IN_FAILED = "sign_in_failed", "account"
    SIGNED_OUT = "signed_out", "account", "session"
    SESSIONS_REVOKED = "sessions_revoked", "account", "sessions"
    PASSWORD_REFUSED = "password_refused", "account"
    PASSWORD_CHANGED = "password_changed", "account"
    EMAIL_CHANGED = "email_changed", "account"
    RENAMED = "renamed", "account"
    ACCOUNT_DISABLED = "account_disabled", "account"
    ACCOUNT_ENABLED = "account_enabled", "account"
    ACCOUNT_DELETED = "account_deleted", "account"
    FACTOR_ON = "factor_on", "account"
    FACTOR_OFF = "factor_off", "account"
    FACTOR_REFUSED = "factor_refused", "account"
    RECOVERY_CODE_USED = "recovery_code_used", "account"
    RECOVERY_CODES_MADE = "recovery_codes_made", "account"
    TRACES_WIPED = "traces_wiped", "account"
    TOKEN_MADE = "token_made", "account"
    TOKEN_REVOKED = "token_revoked", "account", "token"
    TOKEN_REFUSED = "token_refused", "account", "token"
    INVITING_ALLOWED = "inviting_allowed", "account"
    INVITING_FORBIDDEN = "inviting_forbidden", "account"
    INVITATION_MADE = "invitation_made", "account", "invitation"
    INVITATION_REVOKED = "invitation_revoked", "invitation"
    REGISTRATION_REFUSED = ("registration_refused",)
    ORIGIN_REFUSED = ("origin_refused",)
    CSRF_REFUSED = ("csrf_refused",)
    LIMIT_HIT = "limit_hit", "account"

    @property
    def label(self) -> str:
        return str(self.value[0])

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.value[1:])


def note(event: Event, **ids: int) -> None:
    """Write it down, with those of its numbers that are known."""
    metrics.meters.event_noted(event.label)
    log.info("Security event", extra={"facts": {"event": event.label, **ids}})
