"""A page that is open for long forgets what is far above, but nothing that is read, and stays quick."""

import json
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.cast import Cast
from tests.browser.network import Network
from tests.browser.person import LAPTOP, Person
from tests.browser.watch import SERVER_AWAY
from tests.servers import wait_until

A_LOT, A_FEW = 320, 40
AT_LEAST, AT_MOST = 200, 300
"""What stays of them."""
TWO_THOUSAND = 2000
IN_A_ROW = 100
"""What is said before that is heard: who has more still to hear is too slow, and sent away."""
PUSHES = 10
MS_A_PUSH = 400
"""Milliseconds of the page's processor time, all that hangs on it included; 170 on a busy machine."""
SCROLL_UP = "log => { log.scrollTop = -log.scrollHeight }"
SCROLL_DOWN = "log => { log.scrollTop = 0 }"
SHOWN = "document.querySelectorAll('#log > article').length"
LAST = "[...document.querySelectorAll('#log > article .message__body')].at(-1)?.textContent"


def says_at_once(person: Person, other: Person, bodies: list[str]) -> None:
    """Past the page, over a socket of its own, without waiting in between."""
    other_id = person.address_of(other).partition("=")[2]
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in person.context.cookies())
    address = f"{person.site.replace('http', 'ws')}/ws/chat?other_user={other_id}"
    nonces = [secrets.token_hex(8) for _ in bodies]
    headers = {"Cookie": cookie}
    with connect(address, origin=Origin(person.site), additional_headers=headers, max_queue=None) as socket:
        for number, (nonce, body) in enumerate(zip(nonces, bodies, strict=True), 1):
            socket.send(json.dumps({"type": "message", "body": body, "nonce": nonce}))
            if number % IN_A_ROW and number < len(bodies):
                continue
            while f"slot-{nonce}" not in str(socket.recv(60)):
                pass


def are_shown(person: Person, messages: int) -> None:
    wait_until(lambda: person.page.evaluate(SHOWN) == messages, f"{person.name} is shown {messages}", 60)


def is_cut(person: Person, last: str) -> None:
    def shown() -> bool:
        messages, newest = person.page.evaluate(SHOWN), person.page.evaluate(LAST)
        return bool(AT_LEAST <= messages <= AT_MOST and newest == last)

    wait_until(shown, f"{person.name} is shown no more than that", 60)


@pytest.fixture
def network(endless: str) -> Iterator[Network]:
    with Network.to(endless) as network:
        yield network


def test_a_page_forgets_what_is_far_above_when_its_end_is_in_view(cast: Cast, endless: str) -> None:
    alice, bob = cast.person("alice", endless), cast.person("bob", endless)
    bob.opens(alice)
    said = [f"Message {each}" for each in range(A_LOT)]
    for so_far in range(0, A_LOT, A_FEW):
        says_at_once(alice, bob, said[so_far : so_far + A_FEW])
        are_shown(bob, so_far + A_FEW)
        bob.log.evaluate(SCROLL_UP)  # to read all of it
    bob.log.evaluate(SCROLL_DOWN)
    is_cut(bob, said[-1])
    expect(bob.messages.last).to_be_in_viewport(ratio=1)
    bob.log.evaluate(SCROLL_UP)
    are_shown(bob, A_LOT)
    assert bob.bodies.all_text_contents() == said


def test_after_two_thousand_messages_a_page_is_as_quick_as_ever(
    cast: Cast, endless: str, network: Network
) -> None:
    alice, bob = cast.person("alice", endless), cast.person("bob", network.url, viewport=LAPTOP)
    bob.opens(alice)
    cast.excuse(*SERVER_AWAY)
    network.down = True
    network.cut()
    said = [f"Message {each}" for each in range(TWO_THOUSAND)]
    says_at_once(alice, bob, said)
    network.down = False
    is_cut(bob, said[-1])

    devtools = bob.context.new_cdp_session(bob.page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))

    before = busy()
    for each in range(PUSHES):
        alice.posts(alice.address_of(bob), body=f"Pushed {each}")
    is_cut(bob, f"Pushed {PUSHES - 1}")
    spent = (busy() - before) / PUSHES * 1000
    assert spent < MS_A_PUSH, spent
    bob.says("Still here")
    is_cut(bob, "Still here")
