"""What each address answers to whom: a line for each, or for each thing that it can be asked.

A new address needs a line here. `{other}` is alice, or bob where alice herself asks; `{message}`,
`{session}`, `{token}` and `{invitation}` are alice's. An answer is a status, and where the browser is sent.
"""

from importlib.metadata import version

from tests.conftest import PASSWORD
from tests.unit.seen_lines import (
    BAD,
    DONE,
    FORBIDDEN,
    MISSING,
    REFUSED,
    SHOWN,
    SIGN_IN,
    UNKNOWN,
    Line,
    back_to,
    everybody,
    hers,
    members,
    profile,
    sent_to,
)

SWAGGER, REDOC = (
    f"{name}/{version(f'flask-openapi-{kind}')}" for name, kind in (("docs", "swagger"), ("redoc", "redoc"))
)
OPEN_TO_ALL = [
    *map(everybody, ("GET /ping", "GET /ready", "GET /openapi.json", "GET /docs", "GET /redoc")),
    *map(everybody, (f"GET /{SWAGGER}/start.js", f"GET /{SWAGGER}/css/swagger-ui.css")),
    *map(everybody, (f"GET /{REDOC}/redoc.js", f"GET /{REDOC}/redoc.svg", "GET /static/felchat.css")),
    *map(everybody, ("GET /chat/gone", "GET /chat/waiting", "GET /chat/at-the-end")),
    everybody("GET /chat/connection?session={session}&user={other}"),
    everybody("GET /ws/chat?other_user={other}&user_id={other}", BAD),
    everybody("GET /ws/people", BAD),
]
DOORS = [
    Line("GET /", ("302 /users/login",) * 2, ("302 /users/",) * 2, ("302 /users/",) * 2),
    *map(everybody, ("GET /users/login", "GET /users/register")),
    everybody("POST /users/login", REFUSED, username="alice", password="a guess of mallory's"),
    everybody("POST /users/register", REFUSED, username="Alice", email="x@y.example", password=PASSWORD),
    members("POST /users/logout", sent_to("/users/login")),
]
PEOPLE = [
    members("GET /users/?q=&cursor="),
    members("GET /users/?q=a"),
    members("GET /users/{other}/row"),
    members("POST /users/{other}/block", back_to("/users/")),
    members("POST /users/{other}/unblock", back_to("/users/")),
    members("POST /chat/block?user={other}", back_to("/chat")),
    members("POST /chat/unblock?user={other}", back_to("/chat")),
]
OWN = [
    members("GET /users/profile"),
    members("GET /users/profile/data"),
    members("GET /users/profile/tokens"),
    members("GET /users/profile/invitations"),
    members("POST /users/profile/tokens", SHOWN, name="canary of mallory", scope="write"),
    hers("POST /users/profile/invitations", FORBIDDEN, SHOWN, uses="1", days="7"),
    hers(
        "POST /users/profile/tokens/{token}/revoke",
        back_to("/users/profile/tokens"),
        back_to("/users/profile/tokens"),
    ),
    hers(
        "POST /users/profile/invitations/{invitation}/revoke",
        back_to("/users/profile/invitations"),
        back_to("/users/profile/invitations"),
    ),
    profile(BAD),
    profile(REFUSED, action="email", email="alice@canary.example", email_password="a guess"),
    profile(REFUSED, action="password", current_password="a guess", new_password="a wholly different horse"),
    profile(REFUSED, action="delete", closing_password="a guess"),
    profile(back_to("/users/profile"), action="preferences", theme="dark"),
    profile(back_to("/users/profile"), action="privacy", shows_typing="on"),
    profile(back_to("/users/profile"), MISSING, action="revoke", session="{session}"),
    profile(back_to("/users/profile"), action="revoke-others"),
]
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
        SIGN_IN,
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
TABLE = [*PEOPLE, *OPEN_TO_ALL, *OWN[:4], *CHAT, *API, *DOORS, *OWN[4:], *LOST]
