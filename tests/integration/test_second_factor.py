"""Mallory has alice's password, and meets her second factor on the real server."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from pyotp import TOTP

from tests.integration.conftest import Cast
from tests.integration.person import PASSWORD, Person, register

PAGE = "/users/profile/second-factor"
CODE = "/users/login/code"


@pytest.fixture
def alice(cast: Cast) -> Person:
    """Somebody of her own, since the second factor stays on."""
    return register(cast.alice.site, "alice")


@pytest.fixture
def app(alice: Person) -> TOTP:
    """Alice's app, once she has switched it on."""
    app = app_for(alice)
    answer = alice.submit(PAGE, action="on", on_code=app.now())
    assert (answer.status, answer.text.count("<li><code>")) == (200, 10)
    return app


def app_for(alice: Person) -> TOTP:
    """Begin to switch it on: an app that was given the key."""
    page = alice.submit(PAGE, action="begin", begin_password=PASSWORD).text
    key = re.search(r"<code[^>]*>([a-z2-7 ]+)<", page)
    assert key
    return TOTP(key[1].replace(" ", "").upper())


def with_the_password_of(alice: Person) -> Person:
    mallory = Person(alice.site, alice.name, alice.id)
    answer = mallory.submit("/users/login", username=alice.name, password=PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (303, CODE)
    return mallory


def test_the_password_alone_opens_no_socket(cast: Cast, alice: Person, app: TOTP) -> None:
    assert app
    mallory = with_the_password_of(alice)
    for query in (f"other_user={cast.bob.id}", f"user_id={alice.id}&other_user={cast.bob.id}"):
        with mallory.socket(query) as line:
            assert line.close_code() == 4001
    with mallory.looking_on() as line:
        assert line.close_code() == 4001
    assert mallory.ask("/api/v1/users/me").status == 401


def test_switching_it_on_closes_the_sockets_of_other_devices(cast: Cast, alice: Person) -> None:
    tablet = Person(alice.site, alice.name, alice.id)
    tablet.submit("/users/login", username=alice.name, password=PASSWORD)
    with tablet.talking_to(cast.bob) as line:
        line.until("Live")
        alice.submit(PAGE, action="on", on_code=app_for(alice).now())
        assert line.close_code() == 4001


def test_of_many_that_bring_one_code_at_once_one_gets_in(alice: Person, app: TOTP) -> None:
    everybody = [with_the_password_of(alice) for _ in range(4)]
    forms = [
        {"csrf_token": one.token(CODE), "code": app.at(time.time(), counter_offset=1)} for one in everybody
    ]
    with ThreadPoolExecutor(len(everybody)) as threads:
        list(threads.map(lambda one, form: one.ask(CODE, form), everybody, forms))
    assert [one.ask("/users/").status for one in everybody].count(200) == 1
