"""What the log learns of people, whatever they do and whatever fails: nothing.

OWASP ASVS 5.0, 14.2.4, 16.2.5, 16.4.1 and 16.5.1. Original fault S9.
"""

import json
import re
from collections.abc import Iterator
from secrets import token_hex

import pytest
from sqlalchemy import make_url

from felchat.accounts.profile_pages import ACTIONS
from tests import servers
from tests.integration import canaries, shown_once
from tests.integration.canaries import CANARY, birds_in, canary, token_of
from tests.integration.no_http import to_gunicorn
from tests.integration.outages.site import AWAY, Away, Site
from tests.integration.person import Person

MET = (
    "A socket broke: RuntimeError",
    "A request broke",
    "IntegrityError",
    "no HTTP request",
    "origin_refused",
    "csrf_refused",
    "password_refused",
    "token_refused",
    "token_made",
    "factor_on",
    "factor_refused",
    "recovery_code_used",
    "recovery_codes_made",
    "invitation_made",
    "email_changed",
    "traces_wiped",
    '"route": "/users/<int:person_id>/block", "status": 200',
    '"route": "/chat/draft", "status": 204',
    '"route": "/api/v1/users/register", "status": 422',
)
APPLICATION = "tests.integration.careless:app"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with (
        servers.own_postgres(servers.programs_of_postgres()) as postgres,
        servers.database(postgres.url) as database_url,
        servers.own_redis() as redis,
    ):
        servers.migrate(database_url)
        settings = {
            "ENV": "prod",
            "LOG_LEVEL": "DEBUG",
            "SECRET_KEY": f"{CANARY}-{token_hex(24)}",
            "DATABASE_URL": make_url(database_url).set(password=canary()).render_as_string(False),
            "REDIS_URL": redis.url,
            "HOST": "127.0.0.1",
            "SESSION_COOKIE_SECURE": "false",
            "TRUSTED_PROXIES": "1",
            "RATELIMIT_ENABLED": "false",
        }
        server = servers.Felchat(settings, application=APPLICATION)
        server.start()
        yield Site(server, redis, postgres, database_url)
        server.stop()
        server.log.unlink()


@pytest.fixture
def pair(site: Site) -> tuple[Person, Person]:
    """Two people whose names, addresses and passwords are canaries. Their ids are known by the API."""
    return newcomer(site.server.url), newcomer(site.server.url)


def newcomer(site: str) -> Person:
    name = canary()
    person = Person(site, name)
    fields = {"username": name, "email": f"{name}@example.org", "password": f"{name} horse battery"}
    assert person.submit("/users/register", **fields).status == 303
    person.id = json.loads(person.ask("/api/v1/users/me").text)["id"]
    return person


def test_no_bird_sings_in_the_log_whatever_people_send(site: Site, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    secrets = [each.cookie().partition("=")[2] for each in pair]
    canaries.on_the_sockets(alice, bob)
    to_gunicorn(alice)
    for said in ("break", "twice"):
        assert alice.submit(f"/chat?user={bob.id}", body=f"{said} {canary()}").status == 500
    password = f"{alice.name} horse battery"
    new = {"email_password": password, "email": f"{canary()}@example.org"}
    assert alice.submit("/users/profile", action="email", **new).status == 303
    form = alice.submit("/users/profile/tokens", name=canary(), scope="write", token_password=password).text
    secrets += re.findall(r"felchat_[\w-]{43}", form)
    secrets += shown_once.of_a_second_factor(alice, password)
    servers.flask("users", "allow-invitations", alice.name, DATABASE_URL=site.database_url)
    secrets += [*shown_once.of_an_invitation(alice), alice.cookie().partition("=")[2]]
    canaries.everywhere(alice, [action for action in ACTIONS if action != "leave-no-trace"], bob)
    canaries.everywhere(Person(alice.site), (), bob)
    canaries.in_headers(alice)
    assert bob.submit("/users/profile", action="leave-no-trace").status == 303
    lines = site.server.said()
    assert len(secrets) == 3 + 43 + 2
    assert birds_in(lines, *secrets) == []
    for met in MET:
        assert met in lines, "the walk no longer meets what it is about"
    assert all(isinstance(json.loads(line), dict) for line in lines.splitlines())


@pytest.mark.parametrize("away", [away for away, _ in AWAY])
def test_nor_while_a_store_is_away(site: Site, away: Away, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    form = {"csrf_token": token_of(alice), "body": canary()}
    with alice.talking_to(bob) as line:
        line.until("Live")
        with away(site):
            line.say(canary(), canary())
            assert alice.ask(f"/chat?user={bob.id}", form).status == 503
            canaries.everywhere(alice, ACTIONS, bob)
    assert birds_in(site.server.said()) == []
    assert '"status": 503' in site.server.said()


def test_a_log_that_learned_something_would_be_noticed(site: Site, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    assert alice.submit(f"/chat?user={bob.id}", body=f"tell {canary()}").status == 303
    assert len(birds_in(site.server.said())) == 1
    assert birds_in("It is aB3-x", "aB3-x"), "of what is no canary, too"
    site.server.log.write_text("")
