"""Many who sign in at once: passwords are hashed beside the chat, few at a time, and the rest is told so."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from time import monotonic
from urllib.parse import urlsplit

from tests import servers
from tests.fuzz.beside import threads_of
from tests.integration.conftest import cast_of

CROWD = 60
AT_ONCE_AND_WAITING = 2 * 9
"""In two workers."""
NO_CONNECTION = (503, "")
"""What a pool says whose connections are all taken for two seconds, as on a busy machine."""


def tried(site: str) -> tuple[int, str]:
    """The status of a sign-in with a wrong password, and when it says to come back."""
    body = json.dumps({"username": "nobody", "password": "a wrong horse"})
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=60)) as connection:
        connection.request("POST", "/api/v1/users/login", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Retry-After", "")


def test_a_crowd_at_the_door_holds_nobody_up_who_is_inside(database_url: str) -> None:
    """OWASP ASVS 5.0, 15.2.2."""
    costly = {"BCRYPT_ROUNDS": "10", "WEB_CONCURRENCY": "2", "RATELIMIT_ENABLED": "false"}
    with (
        servers.own_redis() as redis,
        servers.felchat(DATABASE_URL=database_url, REDIS_URL=redis.url, **costly) as site,
    ):
        cast = cast_of(site.url)
        with (
            ThreadPoolExecutor(CROWD) as crowd,
            cast.alice.talking_to(cast.bob) as alice,
            cast.bob.talking_to(cast.alice) as bob,
        ):
            bob.until("Live")
            began = monotonic()
            answers = [crowd.submit(tried, site.url) for _ in range(CROWD)]
            for number in range(20):
                alice.say(f"number {number}")
                assert bob.messages(1)[0].body == f"number {number}"
            talked = monotonic() - began
            found = Counter(each.result() for each in answers)
        assert {(401, ""), (503, "5")} <= set(found) <= {(401, ""), (503, "5"), NO_CONNECTION}
        assert found[401, ""] >= AT_ONCE_AND_WAITING // 2
        assert talked < monotonic() - began, "the chat waited for the door"
        assert tried(site.url) == (401, ""), "the line is not let in again"


def test_passwords_that_were_looked_at_leave_no_thread_behind(database_url: str) -> None:
    """ASVS 5.0, 15.2.2. A thread and 34 KB stayed of each, until a worker could begin no more of them."""
    quick = {"WEB_CONCURRENCY": "1", "RATELIMIT_ENABLED": "false"}
    with (
        servers.own_redis() as redis,
        servers.felchat(DATABASE_URL=database_url, REDIS_URL=redis.url, **quick) as site,
    ):
        tried(site.url)
        before = threads_of(site.workers()[0])
        for _ in range(20):
            tried(site.url)
        assert threads_of(site.workers()[0]) <= before + 1
