"""How long to wait, in words."""

from math import ceil

from flask_babel import ngettext

from felchat.limits.domain import TooMany


def when_to_try_again(reason: TooMany) -> str:
    """One sentence: in seconds, or in minutes where they are many."""
    seconds = reason.retry_after
    if seconds < 120:
        return ngettext(
            "Wait %(num)s second, then try again.", "Wait %(num)s seconds, then try again.", seconds
        )
    return ngettext(
        "Wait %(num)s minute, then try again.", "Wait %(num)s minutes, then try again.", ceil(seconds / 60)
    )
