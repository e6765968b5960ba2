"""Lines of the table (seen_table.py): the chat, the API, and what would take something away."""

from tests.conftest import PASSWORD
from tests.unit.seen_lines import (
    BAD,
    DONE,
    FORBIDDEN,
    MISSING,
    REFUSED,
    SHOWN,
    UNKNOWN,
    Line,
    back_to,
    everybody,
    hers,
    members,
    profile,
    sent_to,
)

CHAT = [
    members("GET /chat?user={other}"),
    members("GET /chat/log?user={other}&before={message}&still={message}", stranger=SHOWN),
    members("GET /chat/log?user={other}", stranger=SHOWN),
    members("GET /chat/history?user={other}&before=9{message}"),
    members("GET /chat/cut?user={other}&oldest={message}"),
    members(f"GET /chat/composer?user={{other}}&enter=sends&nonce={'c' * 24}-1"),
    members(f"GET /chat/mended?user={{other}}&nonce={'c' * 24}-1"),
    members(
        "POST /chat/draft?user={other}", DONE, stranger=DONE, body="of somebody else", nonce=f"{'d' * 24}-1"
    ),
    members(
        "POST /chat/enter?user={other}",
        back_to("/chat"),
        enter="breaks",
        body="of somebody else",
        nonce=f"{'d' * 24}-1",
    ),
    Line(
        "POST /chat?user={other}",
        ("403", "204 /users/login"),
        ("303 /chat",) * 2,
        ("303 /chat",) * 2,
        REFUSED,
        {"body": "hello", "nonce": f"{'c' * 24}-1"},
    ),
]
API = [
    everybody("POST /api/v1/users/login", UNKNOWN, username="alice", password="a guess of mallory's"),
    everybody("POST /api/v1/users/register", BAD, username="Alice", email="x@y.example", password=PASSWORD),
    everybody("POST /api/v1/users/logout"),
    members("GET /api/v1/users/me", stranger=UNKNOWN),
    members("GET /api/v1/users/?limit=2", stranger=UNKNOWN),
    members("GET /api/v1/users/?q=a", stranger=UNKNOWN),
    members("POST /api/v1/users/block/{other}", stranger=UNKNOWN),
    members("DELETE /api/v1/users/block/{other}", stranger=UNKNOWN),
    members("GET /api/v1/messages/{other}", stranger=UNKNOWN),
    members("GET /api/v1/messages/{other}?before=9{message}", stranger=UNKNOWN),
    Line(
        "POST /api/v1/messages/{other}",
        UNKNOWN,
        ("201",) * 2,
        ("200",) * 2,
        FORBIDDEN,
        {"body": "hello", "nonce": f"{'c' * 24}-2"},
    ),
]
LOST = [
    hers("POST /chat/take-back?user={other}", MISSING, back_to("/chat"), message="{message}"),
    hers("DELETE /api/v1/messages/{other}/{message}", MISSING, MISSING, stranger=UNKNOWN),
    members("POST /chat/wipe?user={other}", back_to("/chat")),
    profile(sent_to("/users/login"), action="leave-no-trace"),
]
"""What takes away from alice and bob, when she does it."""
