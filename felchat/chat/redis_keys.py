"""Where the chat keeps what in Redis. What belongs to a conversation begins with its stream's key."""

from felchat.chat.domain import Conversation


def channel_of(person: int) -> str:
    """Where the events for that person are published."""
    return f"felchat:inbox:{person}"


def person_of(channel: str) -> int:
    return int(channel.rpartition(":")[2])


def stream_of(conversation: Conversation) -> str:
    return f"felchat:{{{conversation.lower}:{conversation.higher}}}"


def people_of(key: str) -> tuple[int, int]:
    """Whose conversation that is a key of."""
    lower, higher = key.partition("{")[2].partition("}")[0].split(":")
    return int(lower), int(higher)


def blocks_of(conversation: Conversation) -> str:
    return f"{stream_of(conversation)}:blocks"


def blocks_like(person: int) -> str:
    """A pattern of all those of that person, and of some others'."""
    return f"felchat:{{*{person}*}}:blocks"


def budget_of(person: int) -> str:
    """There until that person may say as much at once as ever."""
    return f"felchat:budget:{person}"


def nonce_of(conversation: Conversation, sender: int, nonce: str) -> str:
    """There while the message lives that was said by that nonce."""
    return f"{stream_of(conversation)}:nonce:{sender}:{nonce}"
