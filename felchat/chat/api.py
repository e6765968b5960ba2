"""Reading and sending messages, in JSON."""

from datetime import datetime, timedelta
from secrets import token_hex
from typing import Self

from flask import Response, abort, current_app
from pydantic import BaseModel, Field

from felchat import api
from felchat.accounts.caller import caller_id
from felchat.api_models import Done, Problem
from felchat.chat.domain import BadNonce, Blocked, Message, NoSuchMessage, Unsayable, Withdrawn
from felchat.chat.message_id import ID_PATTERN, MessageId
from felchat.chat.words import advice_for
from felchat.people.domain import NoSuchPerson, Person
from felchat.services import services

MOST_MESSAGES = 100

bp = api.blueprint("messages_api", __name__, "/messages", "Messages")


class Other(BaseModel):
    """The other in the conversation."""

    user_id: int = Field(examples=[2])


class OneMessage(Other):
    """One message of the conversation."""

    message_id: str = Field(examples=["1795000000000-0"])


class Which(BaseModel):
    """Which of the messages."""

    before: str | None = Field(
        None, pattern=f"^{ID_PATTERN.pattern}$", description="The id of a message: only older ones"
    )
    limit: int = Field(50, ge=1, le=MOST_MESSAGES, description="How many at most")


class Sending(BaseModel):
    """What is to be said."""

    body: str = Field(description="Any text but control characters; line breaks are kept")
    nonce: str | None = Field(
        None,
        min_length=1,
        max_length=64,
        description="Unique to this message, so that it can be sent again when no answer came",
    )


class SentMessage(BaseModel):
    """What was said."""

    id: str
    sender: int = Field(serialization_alias="from", description="The id of who said it")
    to: int = Field(description="The id of whom it was said to")
    body: str
    sent_at: datetime
    expires_at: datetime = Field(description="When it is gone")

    @classmethod
    def of(cls, message: Message) -> Self:
        retention = timedelta(milliseconds=current_app.config["FELCHAT"].retention_ms)
        return cls(
            id=str(message.id),
            sender=message.sender,
            to=message.recipient,
            body=message.body,
            sent_at=message.sent_at,
            expires_at=message.sent_at + retention,
        )


class Messages(BaseModel):
    """Some of what was said, the newest first."""

    messages: list[SentMessage]
    next: str | None = Field(
        description="To be given as `before` for the older ones; null when there are none"
    )


@bp.get("/<user_id>", responses={200: Messages, 404: Problem})
def read(path: Other, query: Which) -> Response:
    """Read what was said with somebody

    The newest message comes first. What has expired is gone; what was unread stays unread.
    """
    before = MessageId.parse(query.before) if query.before else None
    found = services.chat.said(caller_id(), other(path).id, before, query.limit + 1)
    shown = found[-query.limit :]
    older = str(shown[0].id) if len(found) > len(shown) else None
    return api.answer(Messages(messages=[SentMessage.of(each) for each in reversed(shown)], next=older))


@bp.post("/<user_id>", responses={201: SentMessage, 200: SentMessage, 404: Problem, 410: Problem})
def send(path: Other, body: Sending) -> Response:
    """Say something

    201 once it is stored. The same nonce again is the same message, which is answered with 200; or with 410
    when that message was deleted since.
    """
    try:
        receipt = services.chat.send(caller_id(), other(path).id, body.body, body.nonce or token_hex(12))
    except NoSuchPerson:
        abort(404, "No such user")
    except Blocked as reason:
        abort(403, advice_for(reason))
    except Withdrawn:
        abort(410, "That message was deleted")
    except BadNonce as reason:
        return api.refused_fields({"nonce": (reason, "Use characters that can be printed.")})
    except Unsayable as reason:
        return api.refused_fields({"body": (reason, advice_for(reason))})
    return api.answer(SentMessage.of(receipt.message), 200 if receipt.repeated else 201)


@bp.delete("/<user_id>/<message_id>", responses={200: Done, 404: Problem})
def take_back(path: OneMessage) -> Response:
    """Delete a message of your own, for both

    It is gone from every page, too. Somebody else's message is as little found as one that is not there.
    """
    message = MessageId.parse(path.message_id) or abort(404, "No such message")
    try:
        services.withdrawals.take_back(caller_id(), other(path).id, message)
    except NoSuchMessage:
        abort(404, "No such message")
    return api.answer(Done(message="Message deleted successfully"))


def other(path: Other) -> Person:
    """Whom the address names. Somebody unknown and oneself are not found."""
    try:
        found = services.people.get(path.user_id)
    except NoSuchPerson:
        abort(404, "No such user")
    if found.id == caller_id():
        abort(404, "No such user")
    return found
