"""What a person is told when a message was refused, over every door the same."""

from felchat.chat.domain import BadNonce, Blocked, ControlCharacters, Empty, TooLong, WithOneself
from felchat.chat.events import Crowded
from felchat.chat.steps import Away, Unreadable
from felchat.domain import Refusal, StorageAway
from felchat.people.domain import NoSuchPerson

UNITS = {"day": 86_400_000, "hour": 3_600_000, "minute": 60_000, "second": 1000}
"""In milliseconds."""


def advice_for(reason: Refusal | StorageAway) -> str:
    """One sentence that says what is wrong and what to do."""
    match reason:
        case Empty():
            return "Not sent: write something first."
        case TooLong(limit=limit):
            return f"Not sent: a message has at most {limit} characters. Shorten it and send it again."
        case ControlCharacters():
            return "Not sent: it holds characters that cannot be shown. Remove them and send it again."
        case Blocked():
            return "Not sent: one of you has blocked the other."
        case NoSuchPerson():
            return "Not sent: there is no such person any more."
        case StorageAway():
            return "Not sent yet: Felchat cannot reach its memory just now. It is kept here and tried again."
        case BadNonce() | WithOneself():
            return "Not sent: the page is out of step. Load it again."
    raise reason


def notice_of(step: Away | Crowded | Unreadable) -> str:
    """What there is to say about a page as a whole."""
    match step:
        case Away():
            return (
                "Felchat cannot reach its memory just now. "
                "What you write is kept on this page and sent when it is back."
            )
        case Crowded():
            return "Felchat is open in too many places at once. Close some, and this page goes on by itself."
        case Unreadable():
            return "Something arrived that could not be read."


def lifetime(ms: int) -> str:
    """How long a message lives, in the largest unit of which that is so many, or so many and a half."""
    unit, amount = next(
        (unit, ms / each)
        for unit, each in UNITS.items()
        if each == 1000 or (ms >= each and 2 * ms % each == 0)
    )
    return f"{amount:g} {unit}{'' if amount == 1 else 's'}"


def can_be_retried(reason: Refusal | StorageAway) -> bool:
    """Whether the same message may be taken a moment later."""
    return isinstance(reason, StorageAway)
