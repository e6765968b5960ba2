"""What a person is told when a message was refused, over every door the same."""

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from felchat.chat.domain import BadNonce, Blocked, ControlCharacters, Empty, TooLong, WithOneself
from felchat.chat.events import Crowded
from felchat.chat.steps import Away, Unreadable
from felchat.domain import Refusal, StorageAway
from felchat.limits.domain import TooMany
from felchat.people.domain import NoSuchPerson

UNITS = {"day": 86_400_000, "hour": 3_600_000, "minute": 60_000, "second": 1000}
"""In milliseconds."""
A_FRACTION = 2
"""What a fraction counts as: 0.5 minutes have the plural of two, in Russian as well."""


def advice_for(reason: Refusal | StorageAway) -> str:
    """One sentence that says what is wrong and what to do."""
    match reason:
        case Empty():
            return _("Not sent: write something first.")
        case TooLong(limit=limit):
            return too_long(limit)
        case ControlCharacters():
            return _("Not sent: it holds characters that cannot be shown. Remove them and send it again.")
        case Blocked():
            return _("Not sent: one of you has blocked the other.")
        case NoSuchPerson():
            return _("Not sent: there is no such person any more.")
        case BadNonce() | WithOneself():
            return _("Not sent: the page is out of step. Load it again.")
        case StorageAway() | TooMany():
            return to_be_sent_again(reason)
    raise reason


def to_be_sent_again(reason: StorageAway | TooMany) -> str:
    if isinstance(reason, StorageAway):
        return _("Not sent yet: Felchat cannot reach its memory just now. It is kept here and tried again.")
    return ngettext(
        "Not sent yet: that was a lot at once. It is kept here. Send it in %(num)s second.",
        "Not sent yet: that was a lot at once. It is kept here. Send it in %(num)s seconds.",
        reason.retry_after,
    )


def to_be_sent(reason: TooMany) -> str:
    """The same to a page that need not do anything."""
    return ngettext(
        "Not sent yet: that was a lot at once. It is kept here and sent in %(num)s second.",
        "Not sent yet: that was a lot at once. It is kept here and sent in %(num)s seconds.",
        reason.retry_after,
    )


def too_long(limit: int) -> str:
    return ngettext(
        "Not sent: a message has at most %(limit)s character. Shorten it and send it again.",
        "Not sent: a message has at most %(limit)s characters. Shorten it and send it again.",
        limit,
        limit=format_decimal(limit),
    )


def notice_of(step: Away | Crowded | Unreadable) -> str:
    """What there is to say about a page as a whole."""
    match step:
        case Away():
            return _(
                "Felchat cannot reach its memory just now. "
                "What you write is kept on this page and sent when it is back."
            )
        case Crowded():
            return _(
                "Felchat is open in too many places at once. Close some, and this page goes on by itself."
            )
        case Unreadable():
            return _("Something arrived that could not be read.")


def promise(ms: int) -> str:
    """How long a message lives, in the largest unit of which that is so many, or so many and a half."""
    unit, amount = next(
        (unit, ms / each)
        for unit, each in UNITS.items()
        if each == 1000 or (ms >= each and 2 * ms % each == 0)
    )
    count, shown = int(amount) if amount == int(amount) else A_FRACTION, format_decimal(amount)
    match unit:
        case "day":
            return ngettext(
                "Messages vanish after %(amount)s day",
                "Messages vanish after %(amount)s days",
                count,
                amount=shown,
            )
        case "hour":
            return ngettext(
                "Messages vanish after %(amount)s hour",
                "Messages vanish after %(amount)s hours",
                count,
                amount=shown,
            )
        case "minute":
            return ngettext(
                "Messages vanish after %(amount)s minute",
                "Messages vanish after %(amount)s minutes",
                count,
                amount=shown,
            )
    return ngettext(
        "Messages vanish after %(amount)s second",
        "Messages vanish after %(amount)s seconds",
        count,
        amount=shown,
    )


def can_be_retried(reason: Refusal | StorageAway) -> bool:
    """Whether the same message may be taken a moment later."""
    return isinstance(reason, StorageAway | TooMany)
