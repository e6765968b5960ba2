"""What an operator is told when something is refused."""

from felchat.accounts.domain import EmailTaken, NoSuchAccount, NotRegistered
from felchat.accounts.words import WORDS as OF_ACCOUNTS
from felchat.chat.domain import WithOneself
from felchat.domain import Refusal
from felchat.people.domain import BlockingOneself, NoSuchPerson
from felchat.takeover.domain import NotFelchatV2, TakenMeanwhile

WORDS: dict[type[Refusal], str] = {reason: str(words) for reason, words in OF_ACCOUNTS.items()} | {
    EmailTaken: "Somebody registered with this address already.",
    NoSuchAccount: "There is no such person.",
    NoSuchPerson: "There is no such person.",
    BlockingOneself: "Those are the same person.",
    NotFelchatV2: "There is no database of a FelchatV2, with its tables users and user_blocks.",
    TakenMeanwhile: "Somebody took one of the names meanwhile, so nothing was changed: run it again.",
    WithOneself: "Those are the same person.",
}


def problem_with(refusal: Refusal) -> str:
    """One line that says what was refused and, if need be, what to do instead."""
    if isinstance(refusal, NotRegistered):
        return " ".join(
            f"The {field} is refused: {problem_with(reason)}" for field, reason in refusal.problems.items()
        )
    return WORDS.get(type(refusal), f"Refused: {type(refusal).__name__}.")
