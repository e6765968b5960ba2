"""Whether each peer is a chat: `python -m bench.peers.check [NAME …]`, with stores of its own."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import redis
from sqlalchemy import NullPool, create_engine, text
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench.measuring import end_in_order
from bench.peers.pages import Page, asked, numbers, signed_in
from bench.serving import Site, serving
from bench.stage import stage
from bench.targets import targets

ALICE, BOB, MALLORY, NOBODY = 1, 2, 3, 99
MARKUP = "<b onclick=\"alert('1')\">&amp; привет 👋</b>"
BLOCK = (ALICE, MALLORY)
QUICKLY = 500


@contextmanager
def talking(site: Site) -> Iterator[tuple[Page, Page, Page]]:
    """Alice and Bob, with each other, and Mallory, who would like to be with Bob."""
    pairs = ((ALICE, BOB), (BOB, ALICE), (MALLORY, BOB))
    alice, bob, mallory = (Page(site, signed_in(site, one), other) for one, other in pairs)
    try:
        yield alice, bob, mallory
    finally:
        for page in (alice, bob, mallory):
            page.close()


def what_alice_says_reaches_both_escaped_and_not_mallory(site: Site) -> None:
    with talking(site) as (alice, bob, mallory):
        nonce = alice.say(MARKUP)
        (own,), (others) = alice.hears(), bob.hears()
        assert len(others) == 1, others
        assert nonce in own, own
        assert nonce not in others[0], others
        for html in (own, *others, asked(site, f"/chat?user={BOB}", alice.cookie)[2]):
            assert "<b onclick" not in html, html
            assert "&lt;b onclick=&#34;alert(&#39;1&#39;)&#34;&gt;&amp;amp; привет 👋&lt;/b&gt;" in html, html
        assert mallory.hears_nothing()
        assert "привет" not in asked(site, f"/chat?user={BOB}", mallory.cookie)[2]


def a_repeated_nonce_is_kept_once(site: Site) -> None:
    with talking(site) as (alice, bob, _):
        alice.say("said twice", nonce="the-same")
        alice.say("said twice", nonce="the-same")
        bob.say("said by bob", nonce="the-same")
        assert len(bob.hears(2)) == 2
        assert asked(site, f"/chat?user={BOB}", alice.cookie)[2].count("said twice") == 1


def what_is_too_long_or_empty_is_refused(site: Site) -> None:
    with talking(site) as (alice, bob, _):
        for body in ("x" * 1001, "", "  \n"):
            alice.say(body)
        refused = alice.hears(3)
        assert len(refused) == 3, refused
        assert all("Not sent" in each for each in refused), refused
        assert bob.hears_nothing()
        alice.say("👋" * 1000)
        assert "👋" * 1000 in bob.hears()[0]


def who_is_blocked_is_refused_and_so_is_who_blocked(site: Site) -> None:
    block = "INSERT INTO user_blocks (blocker_id, blocked_id, created_at) VALUES (:one, :other, now())"
    with create_engine(site.database, poolclass=NullPool).begin() as connection:
        connection.execute(text(block), dict(zip(("one", "other"), BLOCK, strict=True)))
    alice, mallory = (Page(site, signed_in(site, me), other) for me, other in (BLOCK, BLOCK[::-1]))
    for one, other in ((mallory, alice), (alice, mallory)):
        one.say("let me in")
        assert "blocked" in one.hears()[0]
        assert other.hears_nothing()
    alice.close()
    mallory.close()
    assert not redis.Redis.from_url(site.stage.redis_url).exists("chat:{1:3}")


def order_is_kept_and_the_same_for_both(site: Site) -> None:
    with talking(site) as (alice, bob, _), ThreadPoolExecutor() as both:
        say_many(alice)
        for page in (bob, alice):
            assert numbers(page.hears(QUICKLY, 20)) == [*range(QUICKLY)]
        list(both.map(say_many, (alice, bob)))
        seen = [numbers(page.hears(2 * QUICKLY, 20)) for page in (alice, bob)]
        assert seen[0] == seen[1]
        assert sorted(seen[0]) == sorted([*range(QUICKLY)] * 2)


def say_many(page: Page) -> None:
    for each in range(QUICKLY):
        page.say(f"~{each}~")


def strangers_stay_outside(site: Site) -> None:
    assert asked(site, "/login", username="person-1", password="wrong")[0] == 401
    assert asked(site, f"/chat?user={BOB}")[0] == asked(site, "/people")[0] == 401
    alice = signed_in(site, ALICE)
    assert "person-2" in asked(site, "/people", alice)[2]
    for cookie, other in (("session=made-up", BOB), ("", BOB), (alice, NOBODY)):
        with suppress(ConnectionClosed, InvalidStatus, AssertionError):
            page = Page(site, cookie, other)
            assert page.close_code() in (4001, 4004)
            continue
        assert site.target.event, "let in, or not told why"


def nonsense_hurts_nobody_else(site: Site) -> None:
    with talking(site) as (alice, bob, mallory):
        for nonsense in ('{"body": 1}', "[]", "{", "42[1", '42["say"]', '42["say",{"body":1,"nonce":[]}]'):
            with suppress(ConnectionClosed):
                mallory.socket.send(nonsense)
        with suppress(ConnectionClosed):
            mallory.socket.send(b"\xff" * 70_000)
        alice.say("still here")
        assert len(bob.hears()) == 1


CHECKS: tuple[Callable[[Site], None], ...] = (
    what_alice_says_reaches_both_escaped_and_not_mallory,
    a_repeated_nonce_is_kept_once,
    what_is_too_long_or_empty_is_refused,
    who_is_blocked_is_refused_and_so_is_who_blocked,
    order_is_kept_and_the_same_for_both,
    strangers_stay_outside,
    nonsense_hurts_nobody_else,
)


def main() -> None:
    end_in_order()
    names = sys.argv[1:] or [name for name in targets() if name != "felchat"]
    with stage() as stores:
        for name in names:
            with serving(targets()[name], stores, people=3) as site:
                for check in CHECKS:
                    check(site)
                    print(f"{name}: {check.__name__.replace('_', ' ')}", flush=True)


if __name__ == "__main__":
    main()
