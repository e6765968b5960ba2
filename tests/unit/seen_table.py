"""What each address answers to whom: a line for each, or for each thing that it can be asked.

A new address needs a line here. `{other}` is alice, or bob where alice herself asks; `{message}`,
`{session}`, `{token}` and `{invitation}` are alice's. An answer is a status, and where the browser is sent.
"""

from importlib.metadata import version

from tests.conftest import PASSWORD
from tests.unit.seen_lines import (
    BAD,
    FORBIDDEN,
    MISSING,
    REFUSED,
    SHOWN,
    SIGN_IN,
    Line,
    back_to,
    everybody,
    hers,
    members,
    profile,
    sent_to,
)
from tests.unit.seen_talk import API, CHAT, LOST

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
    *(everybody(f"{method} /users/login/code", SIGN_IN, code="123456") for method in ("GET", "POST")),
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
    members("GET /users/profile/second-factor"),
    members("GET /users/profile/second-factor/qr.svg", MISSING),
    hers("POST /users/profile/second-factor", REFUSED, SHOWN, action="begin", begin_password="a guess"),
    hers("POST /users/profile/second-factor", SHOWN, REFUSED, action="off", off_password=PASSWORD),
    hers(
        "POST /users/profile/tokens",
        SHOWN,
        REFUSED,
        name="of mallory's",
        scope="write",
        token_password=PASSWORD,
    ),
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
TABLE = [*PEOPLE, *OPEN_TO_ALL, *OWN[:4], *CHAT, *API, *DOORS, *OWN[4:], *LOST]
